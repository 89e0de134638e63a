package io.pelton.testkit.disk;

import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What goes wrong with a disk, and the counts that say when. Writes, truncations, forces, creates, deletes, renames and
 * links are the numbered operations; opening, reading and listing are not. Safe for several threads.
 */
public final class DiskFaults {
    private static final long NEVER = 0;

    private final Object lock;
    private long operations;
    private long reads;
    private long writes;
    private long forces;
    private long powerOffBefore = NEVER;
    private long powerOffDuring = NEVER;
    private long failedRead = NEVER;
    private long failedWrite = NEVER;
    private long failedForce = NEVER;
    private long actionBefore = NEVER;
    private Runnable action = () -> { };
    private boolean isForceLying;
    private boolean isFolderForceLying;
    private LongSupplier forceDelayNs = () -> 0;
    private LongConsumer clock = delayNs -> { };
    private String powerCut;
    private OperationKind lastKind;
    private Object lastPath;
    private long lastAt;
    private long lastBytes;

    DiskFaults(Object lock) {
        this.lock = lock;
    }

    /** How many operations there were; the first has number 1. */
    public long operations() {
        synchronized (lock) {
            return operations;
        }
    }

    /** How many reads from channels there were, failed ones too. */
    public long reads() {
        synchronized (lock) {
            return reads;
        }
    }

    /** How many writes there were, failed ones too. */
    public long writes() {
        synchronized (lock) {
            return writes;
        }
    }

    /** How many forces of files and folders there were, failed ones too. */
    public long forces() {
        synchronized (lock) {
            return forces;
        }
    }

    /** The last operation with its kind, path and place, for messages. */
    public String lastOperation() {
        synchronized (lock) {
            return lastKind == null ? "none" : "operation=" + operations + " kind=" + lastKind + " path=" + lastPath
                    + " at=" + lastAt + " bytes=" + lastBytes;
        }
    }

    /** The power goes off just before an operation: it and all later calls throw until the power cut; 0 for never. */
    public void failPowerAt(long operation) {
        synchronized (lock) {
            powerOffBefore = operation;
        }
    }

    /** Does something to the disk just before an operation, whoever is in the midst of what; 0 for never. */
    public void beforeOperation(long operation, Runnable something) {
        synchronized (lock) {
            actionBefore = operation;
            action = something;
        }
    }

    /**
     * The power goes off in the midst of an operation: it throws as all later calls do, and is at risk as if it had
     * happened without a force; 0 for never.
     */
    public void failPowerDuring(long operation) {
        synchronized (lock) {
            powerOffDuring = operation;
        }
    }

    /** The n-th read from now fails, counted from 1; 0 for none. */
    public void failReadAt(long n) {
        synchronized (lock) {
            failedRead = n == NEVER ? NEVER : reads + n;
        }
    }

    /** The n-th write from now fails and writes nothing, counted from 1; 0 for none. */
    public void failWriteAt(long n) {
        synchronized (lock) {
            failedWrite = n == NEVER ? NEVER : writes + n;
        }
    }

    /**
     * The n-th force from now fails, counted from 1; 0 for none. As on Linux, what should have been forced is no longer
     * due to be written: reads see it, later forces succeed without it, and a power cut loses it. Names are still due:
     * a file system that journals them stops or tries again.
     */
    public void failForceAt(long n) {
        synchronized (lock) {
            failedForce = n == NEVER ? NEVER : forces + n;
        }
    }

    /** Whether forces return without making anything durable, as those of cheap cards do. */
    public void setForceLies(boolean isLying) {
        synchronized (lock) {
            isForceLying = isLying;
        }
    }

    /** As {@link #setForceLies}, for folders only: names are forgotten, content isn't. */
    public void setFolderForceLies(boolean isLying) {
        synchronized (lock) {
            isFolderForceLying = isLying;
        }
    }

    /** How long a force takes, asked for at each, and what makes that time pass; called by the forcing thread. */
    public void setForceDelay(LongSupplier delayNs, LongConsumer passer) {
        synchronized (lock) {
            forceDelayNs = delayNs;
            clock = passer;
        }
    }

    void checkPower() throws PowerCutException {
        if (powerCut != null) {
            throw new PowerCutException(powerCut);
        }
    }

    boolean isPowerOn() {
        return powerCut == null;
    }

    void powerOn() {
        powerCut = null;
        powerOffBefore = NEVER;
        powerOffDuring = NEVER;
    }

    /** Begins an operation and gives its number. */
    long begin(OperationKind kind, Object path, long at, long bytes) throws PowerCutException {
        checkPower();
        operations++;
        lastKind = kind;
        lastPath = path;
        lastAt = at;
        lastBytes = bytes;
        if (operations == actionBefore) {
            action.run();
        }
        if (operations == powerOffBefore) {
            powerOff("before");
        }
        return operations;
    }

    /** Whether an operation's end is never reached. */
    boolean isCutDuring(long operation) {
        return operation == powerOffDuring;
    }

    void end(long operation) throws PowerCutException {
        if (isCutDuring(operation)) {
            powerOff("during");
        }
    }

    private void powerOff(String when) throws PowerCutException {
        powerCut = "The simulated disk's power is off since it failed " + when + " this operation; call powerCut() to"
                + " see what is left; " + lastOperation();
        throw new PowerCutException(powerCut);
    }

    void read() throws IOException {
        checkPower();
        reads++;
        failIf(reads == failedRead);
    }

    void write() throws IOException {
        writes++;
        failIf(writes == failedWrite);
    }

    /** Counts a force; true when it is to fail. */
    boolean isForceFailing() {
        forces++;
        return forces == failedForce;
    }

    boolean isForceLying() {
        return isForceLying;
    }

    boolean isFolderForceLying() {
        return isForceLying || isFolderForceLying;
    }

    /** Lets the time of a force pass; not under the lock, so that others may work on. */
    void passForceTime() {
        LongSupplier delay;
        LongConsumer passer;
        synchronized (lock) {
            delay = forceDelayNs;
            passer = clock;
        }
        passer.accept(delay.getAsLong());
    }

    /** The message is the system's own. */
    static void failIf(boolean isFailing) throws IOException {
        if (isFailing) {
            throw new IOException("Input/output error");
        }
    }

    DiskFaults copyFor(Object otherLock) {
        DiskFaults copy = new DiskFaults(otherLock);
        copy.operations = operations;
        copy.reads = reads;
        copy.writes = writes;
        copy.forces = forces;
        copy.isForceLying = isForceLying;
        copy.isFolderForceLying = isFolderForceLying;
        copy.powerCut = powerCut;
        copy.lastKind = lastKind;
        copy.lastPath = lastPath;
        copy.lastAt = lastAt;
        copy.lastBytes = lastBytes;
        return copy;
    }
}

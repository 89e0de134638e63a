package io.pelton.engine.ingress;

import io.pelton.engine.disk.Intake;
import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.time.SourceSchedule;
import io.pelton.engine.time.WatermarkTracker;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Polls the sources, ticks, and tells sources what is durable. Several bounded sources are read in the order of
 * {@link SourceSchedule}, all others in turn.
 */
public final class IngressAgent implements Agent {
    /** No ticks. */
    public static final long NO_TICKS = Long.MAX_VALUE;

    private final SourceInput[] inputs;
    private final RowRing ring;
    private final DurableGate gate;
    private final EpochNanoClock clock;
    private final long tickPeriodNs;
    private final int rowLimit;
    private final Intake intake;
    private final SourceSchedule schedule;
    private final boolean[] finished;

    private long timeNs;
    private long lastTickNs;
    private boolean isAllFinished;
    private volatile boolean isAccepting = true;
    private volatile boolean isFinished;
    private volatile boolean isQuiet;

    /**
     * @param schedule     of the bounded sources, null when there are fewer than two
     * @param trackers     of the streams, for the schedule; indexed by stream id
     * @param lastTimeNs   newest ingest time in the journal: ingest time never falls
     * @param tickPeriodNs or {@link #NO_TICKS}
     * @param rowLimit     rows per source and duty cycle
     * @param intake       closed while there is no room for input
     */
    public IngressAgent(
            List<SourceInput> inputs,
            RowRing ring,
            DurableGate gate,
            EpochNanoClock clock,
            SourceSchedule schedule,
            WatermarkTracker[] trackers,
            long lastTimeNs,
            long tickPeriodNs,
            int rowLimit,
            Intake intake) {
        this.intake = intake;
        this.inputs = inputs.toArray(new SourceInput[0]);
        this.ring = ring;
        this.gate = gate;
        this.clock = clock;
        this.schedule = schedule;
        this.tickPeriodNs = tickPeriodNs;
        this.rowLimit = rowLimit;
        finished = new boolean[this.inputs.length];
        timeNs = lastTimeNs;
        lastTickNs = lastTimeNs;
        if (schedule != null) {
            for (SourceInput input : this.inputs) {
                if (input.isBounded()) {
                    input.join(schedule, trackers[input.streamId()]);
                }
            }
        }
    }

    @Override
    public int doWork() {
        int work = acknowledge();
        if (!isAccepting) {
            isQuiet = isQuiet || settle();
            return work;
        }
        if (isAllFinished || !intake.isOpen()) {
            return work;
        }
        timeNs = Math.max(timeNs, clock.nanoTime());
        work += tick();
        work += pollUnscheduled();
        work += pollScheduled();
        checkFinished();
        return work;
    }

    private int acknowledge() {
        long durableSequence = gate.durableSequence();
        int work = 0;
        for (SourceInput input : inputs) {
            work += input.acknowledge(durableSequence);
            if (!input.isBounded() && input.isWaiting()) {
                gate.want();
            }
        }
        return work;
    }

    private boolean settle() {
        boolean isSettled = true;
        for (SourceInput input : inputs) {
            isSettled &= input.settle(timeNs);
        }
        return isSettled;
    }

    private int tick() {
        if (tickPeriodNs == NO_TICKS || timeNs - lastTickNs < tickPeriodNs || !ring.hasReservedRoom(1)) {
            return 0;
        }
        UnsafeBuffer buffer = ring.buffer();
        long sequence = ring.claim(1);
        int row = ring.slotOffset(sequence);
        ControlRowLayout.encodeTick(buffer, row);
        RowHeader.sequence(buffer, row, sequence + ring.journalOffset());
        RowHeader.ingestTimeNs(buffer, row, timeNs);
        ring.publish(sequence);
        lastTickNs = timeNs;
        return 1;
    }

    private int pollUnscheduled() {
        int work = 0;
        for (int i = 0; i < inputs.length; i++) {
            if (!finished[i] && (schedule == null || !inputs[i].isBounded())) {
                work += inputs[i].poll(timeNs, rowLimit, Integer.MAX_VALUE);
            }
        }
        return work;
    }

    private int pollScheduled() {
        if (schedule == null) {
            return 0;
        }
        int work = 0;
        while (work < rowLimit) {
            int chosen = schedule.choose(finished);
            if (chosen < 0) {
                break;
            }
            int rowsLeft = schedule.rowsLeft(chosen);
            int published = inputs[chosen].poll(timeNs, rowsLeft, rowsLeft);
            finished[chosen] = inputs[chosen].source().isFinished();
            if (published == 0 && !finished[chosen]) {
                break;
            }
            work += Math.max(1, published);
        }
        return work;
    }

    private void checkFinished() {
        boolean isEveryOneFinished = true;
        for (int i = 0; i < inputs.length; i++) {
            finished[i] = finished[i] || inputs[i].source().isFinished();
            isEveryOneFinished &= finished[i];
        }
        if (isEveryOneFinished && inputs.length > 0 && settle()) {
            isAllFinished = true;
            isFinished = true;
        }
    }

    /** Takes nothing more from the sources; any thread. */
    public void stopAccepting() {
        isAccepting = false;
    }

    /**
     * True when nothing more will be published: after {@link #stopAccepting()}, or because all sources have finished.
     */
    public boolean isQuiet() {
        return isQuiet || isFinished;
    }

    /** True when all sources have finished; any thread. What they published is in the ring by then. */
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public String roleName() {
        return "ingress";
    }
}

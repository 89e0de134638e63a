package io.pelton.perf.journal;

import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.RunFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pelton's journal: blocks of rows appended as fast as they are taken, a syncer that forces again as soon as the last
 * force has ended. A run ends when the last row is durable (in mode none: appended).
 */
public final class JournalContender implements Contender {
    /** A row of header, null bitmap and three columns. */
    public static final int ROW_BYTES = 80;
    private static final long SYNCER_PAUSE_NS = 20_000;
    private static final long OPEN = -1L;

    private final Path folder;
    private final int blockRows;
    private final DurabilityMode mode;

    public JournalContender(Path folder, int blockRows, DurabilityMode mode) {
        this.folder = folder;
        this.blockRows = blockRows;
        this.mode = mode;
    }

    @Override
    public String name() {
        return "journal, blocks of " + blockRows + " rows";
    }

    @Override
    public String journal() {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public double goal() {
        return Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        Path directory = Scratch.fresh(folder);
        ThreadMeter meter = ThreadMeter.ofThreadsStartedLater();
        JournalOptions options = JournalOptions.defaults().withDurability(mode);
        try (Journal journal = Journal.open(
                ChronicleStorage.open(directory, options.segmentBytes()), JournalPosition.fresh(7, 1), options)) {
            return mode == DurabilityMode.GROUP ? grouped(journal, events, meter) : alone(journal, events);
        } catch (IOException e) {
            throw new UncheckedIOException("could not open the journal: folder=" + directory, e);
        } finally {
            Scratch.delete(directory);
        }
    }

    private RunFigures alone(Journal journal, long events) {
        long allocated = ThreadMeter.ownAllocatedBytes();
        long cpuNs = ThreadMeter.ownCpuNs();
        long startNs = System.nanoTime();
        append(journal, events, mode == DurabilityMode.EACH);
        long wallNs = System.nanoTime() - startNs;
        return new RunFigures(events, wallNs, ThreadMeter.ownCpuNs() - cpuNs,
                ThreadMeter.ownAllocatedBytes() - allocated, String.valueOf(journal.lastSequence()));
    }

    private RunFigures grouped(Journal journal, long events, ThreadMeter meter) {
        AtomicLong durable = new AtomicLong(OPEN);
        AtomicBoolean appended = new AtomicBoolean();
        Thread syncer = new Thread(() -> {
            while (durable.get() < events - 1) {
                if (journal.lastSequence() > durable.get()) {
                    durable.set(journal.force());
                } else {
                    LockSupport.parkNanos(SYNCER_PAUSE_NS);
                }
            }
            while (!appended.get()) {
                LockSupport.parkNanos(SYNCER_PAUSE_NS);
            }
        }, "syncer");
        syncer.start();
        ThreadMeter.Reading before = meter.read();
        long allocated = ThreadMeter.ownAllocatedBytes();
        long cpuNs = ThreadMeter.ownCpuNs();
        long startNs = System.nanoTime();
        append(journal, events, false);
        long ownNs = ThreadMeter.ownCpuNs() - cpuNs;
        long ownBytes = ThreadMeter.ownAllocatedBytes() - allocated;
        while (durable.get() < events - 1) {
            LockSupport.parkNanos(SYNCER_PAUSE_NS);
        }
        long wallNs = System.nanoTime() - startNs;
        ThreadMeter.Reading after = meter.read();
        appended.set(true);
        join(syncer);
        return new RunFigures(events, wallNs, ownNs + after.cpuNsSince(before),
                ownBytes + after.allocatedSince(before), String.valueOf(durable.get()));
    }

    private void append(Journal journal, long events, boolean forceEach) {
        JournalAppender appender = journal.appender();
        UnsafeBuffer rows = new UnsafeBuffer(new byte[blockRows * ROW_BYTES]);
        rows.setMemory(0, rows.capacity(), (byte) 7);
        for (long next = 0; next < events; ) {
            int count = (int) Math.min(blockRows, events - next);
            int bytes = count * ROW_BYTES;
            for (int i = 0; i < count; i++) {
                rows.putLong(i * ROW_BYTES + 8, next + i);
            }
            while (!appender.claim(BlockType.ROWS, next, count, bytes, next, Journal.NONE)) {
                Thread.onSpinWait();
            }
            appender.buffer().putBytes(appender.payloadOffset(), rows, 0, bytes);
            appender.commit();
            if (forceEach) {
                journal.force();
            }
            next += count;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.pelton.perf.journal;

import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.RunFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The floor: a file whose blocks exist already, one write and one force for every so many rows, no frame, no checksum,
 * one thread.
 */
public final class PlainFileContender implements Contender {
    private final Path folder;
    private final int forceRows;

    public PlainFileContender(Path folder, int forceRows) {
        this.folder = folder;
        this.forceRows = forceRows;
    }

    @Override
    public String name() {
        return "bare file, force every " + forceRows;
    }

    @Override
    public String journal() {
        return "";
    }

    @Override
    public double goal() {
        return Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        Path directory = Scratch.fresh(folder);
        try (FileChannel file = FileChannel.open(directory.resolve("rows"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            PlainAppending.fill(file, events * JournalContender.ROW_BYTES);
            return write(file, events);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the bare file: folder=" + directory, e);
        } finally {
            Scratch.delete(directory);
        }
    }

    private RunFigures write(FileChannel file, long events) throws IOException {
        ByteBuffer rows = ByteBuffer.allocateDirect(forceRows * JournalContender.ROW_BYTES);
        long allocated = ThreadMeter.ownAllocatedBytes();
        long cpuNs = ThreadMeter.ownCpuNs();
        long startNs = System.nanoTime();
        for (long next = 0; next < events; ) {
            int count = (int) Math.min(forceRows, events - next);
            for (int i = 0; i < count; i++) {
                rows.putLong(i * JournalContender.ROW_BYTES + 8, next + i);
            }
            rows.clear().limit(count * JournalContender.ROW_BYTES);
            while (rows.hasRemaining()) {
                file.write(rows, next * JournalContender.ROW_BYTES + rows.position());
            }
            file.force(false);
            next += count;
        }
        long wallNs = System.nanoTime() - startNs;
        return new RunFigures(events, wallNs, ThreadMeter.ownCpuNs() - cpuNs,
                ThreadMeter.ownAllocatedBytes() - allocated, String.valueOf(events - 1));
    }
}

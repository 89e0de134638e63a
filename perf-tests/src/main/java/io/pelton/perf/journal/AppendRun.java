package io.pelton.perf.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/** Blocks of one size appended to one target, each timed, and forced or not. The calling thread. */
public final class AppendRun {
    private static final long HIGHEST_NS = 60_000_000_000L;

    private AppendRun() {
    }

    /**
     * One run.
     *
     * @param append nanoseconds of each append
     * @param force  nanoseconds of each force; empty when nothing was forced
     * @param wallNs of all of it
     */
    public record Figures(Histogram append, Histogram force, long wallNs) {
    }

    /**
     * Appends {@code blocks} blocks.
     *
     * @param forced each block is followed by a force: what a commit of so many rows costs
     */
    public static Figures run(AppendTarget target, Path folder, int blockRows, int blocks, boolean forced) {
        Path directory = Scratch.fresh(folder);
        int bytes = blockRows * JournalContender.ROW_BYTES;
        Histogram append = new Histogram(HIGHEST_NS, 3);
        Histogram force = new Histogram(HIGHEST_NS, 3);
        UnsafeBuffer rows = new UnsafeBuffer(new byte[bytes]);
        rows.setMemory(0, bytes, (byte) 7);
        try (Appending appending = target.opener().open(directory, (long) bytes * blocks)) {
            long startNs = System.nanoTime();
            long beforeNs = startNs;
            for (int i = 0; i < blocks; i++) {
                rows.putLong(8, i);
                appending.append(rows, bytes, blockRows);
                long appendedNs = System.nanoTime();
                append.recordValue(Math.min(HIGHEST_NS, appendedNs - beforeNs));
                if (forced) {
                    appending.force();
                    beforeNs = System.nanoTime();
                    force.recordValue(Math.min(HIGHEST_NS, beforeNs - appendedNs));
                } else {
                    beforeNs = appendedNs;
                }
            }
            return new Figures(append, force, System.nanoTime() - startNs);
        } catch (IOException e) {
            throw new UncheckedIOException("could not append, is there room: folder=" + directory + " target="
                    + target, e);
        } finally {
            Scratch.delete(directory);
        }
    }
}

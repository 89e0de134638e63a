package io.pelton.tools.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line on a terminal that says how a long run is going: share, rate, lag, watermark. It appears after a second, so
 * that a short run stays quiet, and is gone when the run ends. Redraws on a thread of its own; open and close from one
 * thread.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long PERIOD_MS = 250;
    private static final long QUIET_MS = 1_000;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final Supplier<Progress> progress;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService timer;
    private final long startNs;
    private long lastNs;
    private long lastRows;
    private double rowsPerSecond;
    private boolean drawn;

    private ProgressLine(PrintWriter err, Supplier<Progress> progress, LongSupplier nanoClock) {
        this.err = err;
        this.progress = progress;
        this.nanoClock = nanoClock;
        this.startNs = nanoClock.getAsLong();
        this.lastNs = startNs;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pelton-progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to redraw. {@code progress} is asked on the line's own thread. */
    public static ProgressLine start(PrintWriter err, Supplier<Progress> progress, LongSupplier nanoClock) {
        ProgressLine line = new ProgressLine(err, progress, nanoClock);
        line.timer.scheduleAtFixedRate(line::draw, QUIET_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
        return line;
    }

    /** True when the launcher found standard error to be a terminal and standard output not to be in the way. */
    public static boolean isWelcome(boolean resultsOnStandardOutput) {
        boolean errors = Boolean.getBoolean("pelton.terminal.err");
        boolean output = Boolean.getBoolean("pelton.terminal.out");
        return errors && !(output && resultsOnStandardOutput);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (drawn) {
            err.print(ERASE);
            err.flush();
        }
    }

    private void draw() {
        Progress now = progress.get();
        long nowNs = nanoClock.getAsLong();
        double seconds = (nowNs - lastNs) / 1e9;
        if (seconds > 0) {
            double current = (now.rows() - lastRows) / seconds;
            rowsPerSecond = drawn ? 0.8 * rowsPerSecond + 0.2 * current : current;
        }
        lastNs = nowNs;
        lastRows = now.rows();
        drawn = true;
        err.print(ERASE + now.line(rowsPerSecond, (nowNs - startNs) / 1_000_000_000L));
        err.flush();
    }
}

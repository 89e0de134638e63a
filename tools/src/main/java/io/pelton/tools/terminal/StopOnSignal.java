package io.pelton.tools.terminal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Turns SIGTERM and Ctrl-C into a clean stop with an exit code of our own: the JVM alone would say 143 or 130, and a
 * supervisor would take an ordered stop for a failure. Arm it before the run and disarm it after; both from one thread.
 */
public final class StopOnSignal implements AutoCloseable {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread hook;

    private StopOnSignal(IntSupplier stop) {
        hook = new Thread(() -> {
            if (done.compareAndSet(false, true)) {
                // Not exit: the JVM is on its way down already, and only halt can still choose the code.
                Runtime.getRuntime().halt(stop.getAsInt());
            }
        }, "pelton-stop");
    }

    /**
     * Arms the handler.
     *
     * @param stop called on a thread of its own when the signal comes: stops the run, and returns the exit code
     */
    public static StopOnSignal arm(IntSupplier stop) {
        StopOnSignal handler = new StopOnSignal(stop);
        Runtime.getRuntime().addShutdownHook(handler.hook);
        return handler;
    }

    /**
     * The run ended by itself: true when it did so before any signal. With false the process is being stopped, and the
     * caller has nothing left to say or to do.
     */
    public boolean disarm() {
        if (!done.compareAndSet(false, true)) {
            return false;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal that came after the end: the hook finds nothing to do.
            return true;
        }
        return true;
    }

    @Override
    public void close() {
        disarm();
    }
}

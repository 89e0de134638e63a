package io.pelton.perf.peers;

/** Tells Esper that the ordered stream has reached the start of a window, which ends an earlier one. Immutable. */
public final class Boundary {
    private final long startMs;
    private final long endMs;

    Boundary(long startMs, long windowMs) {
        this.startMs = startMs;
        endMs = startMs + windowMs;
    }

    public long getStartMs() {
        return startMs;
    }

    /** End of the window that starts here. */
    public long getEndMs() {
        return endMs;
    }
}

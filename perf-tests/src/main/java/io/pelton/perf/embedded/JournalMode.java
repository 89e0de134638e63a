package io.pelton.perf.embedded;

import java.util.Locale;

/** How a measured run journals: its figure is always quoted with this. */
public enum JournalMode {
    /** Bounded journals in memory. */
    OFF,
    /** On disk, never forced. */
    NONE,
    /** On disk, forced in groups. */
    GROUP,
    /** On disk, forced after each block. */
    EACH;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the CPU per event should not exceed, as a ratio to the loop's. */
    public double goal() {
        return this == OFF ? 2 : 3;
    }
}

package io.pelton.engine.agent;

import java.util.Locale;

/** The stages that placement can put on threads, in the order of the stream. */
public enum Stage {
    /** Polls the sources. */
    INGRESS,
    /** Writes the input journal. */
    JOURNAL,
    /** Runs the operators and takes snapshots. */
    PROCESSING,
    /** Writes the output journal. */
    OUTPUT,
    /** Delivers to the sinks. */
    SINKS,
    /** Forces the input journal. */
    SYNC,
    /** Writes snapshots: its waiting for the disk must not hold up a force that somebody waits for. */
    SNAPSHOTS;

    /** As in {@code pelton.placement}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

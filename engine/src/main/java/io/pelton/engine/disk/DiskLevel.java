package io.pelton.engine.disk;

/** How full the disk is, in the order of what follows from it. */
public enum DiskLevel {
    NORMAL("there is room"),
    /** Somebody should know. */
    WARN("make room before it fills up"),
    /** Rows of sheddable sources are dropped and counted. */
    SHED("rows of sheddable tables are dropped and counted"),
    /** Nothing is taken in or acknowledged; sinks, snapshots and retention go on. */
    STOP("no more input is taken in until there is room");

    private final String consequence;

    DiskLevel(String consequence) {
        this.consequence = consequence;
    }

    String consequence() {
        return consequence;
    }
}

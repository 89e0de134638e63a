package io.pelton.engine.disk;

/** Whether sources may be polled now, and whether some are to be shed. The sync thread writes, any thread reads. */
public final class Intake {
    private volatile DiskLevel level = DiskLevel.NORMAL;
    private volatile int usedPercent;
    private volatile String heldBy = "";

    /** True when sources may be polled and ticks made. */
    public boolean isOpen() {
        return level != DiskLevel.STOP && heldBy.isEmpty();
    }

    /** True when rows of sheddable sources are to be dropped. */
    public boolean isShedding() {
        return level.compareTo(DiskLevel.SHED) >= 0;
    }

    public DiskLevel level() {
        return level;
    }

    /** Used share of the disk when it was looked at last, 0 before. */
    public int usedPercent() {
        return usedPercent;
    }

    /** The sinks that are beyond their budgets, with commas between; empty for none. */
    public String heldBy() {
        return heldBy;
    }

    void disk(DiskLevel newLevel, int newUsedPercent) {
        level = newLevel;
        usedPercent = newUsedPercent;
    }

    void hold(String sinks) {
        heldBy = sinks;
    }
}

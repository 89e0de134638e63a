package io.pelton.engine.disk;

import io.pelton.engine.configuration.DiskSettings;
import java.io.IOException;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second how full the disk is. A level is entered at its limit and left two points below, so that it
 * doesn't flicker. The sync thread.
 */
public final class DiskMonitor implements Agent {
    /** Between two looks. */
    public static final long PERIOD_NS = 1_000_000_000L;
    /** A level is left when the disk is so many points below its limit. */
    static final int HYSTERESIS_PERCENT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(DiskMonitor.class);
    private static final DiskLevel[] LEVELS = DiskLevel.values();

    private final DiskSpace space;
    private final int[] limits;
    private final Intake intake;
    private final NanoClock clock;
    private long lastNs;
    private boolean isStarted;
    private boolean isUnreadable;

    public DiskMonitor(DiskSpace space, DiskSettings settings, Intake intake, NanoClock clock) {
        this.space = space;
        this.intake = intake;
        this.clock = clock;
        limits = new int[] {0, settings.warnPercent(), settings.shedPercent(), settings.stopPercent()};
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (isStarted && nowNs - lastNs < PERIOD_NS) {
            return 0;
        }
        isStarted = true;
        lastNs = nowNs;
        try {
            look();
            isUnreadable = false;
        } catch (IOException e) {
            if (!isUnreadable) {
                isUnreadable = true;
                LOG.warn("How full the disk is can't be told, the last answer counts; level={} cause={}",
                        intake.level(), e.toString());
            }
        }
        return 0;
    }

    private void look() throws IOException {
        long total = space.totalBytes();
        if (total <= 0) {
            return;
        }
        double used = 100.0 - 100.0 * space.usableBytes() / total;
        DiskLevel before = intake.level();
        DiskLevel after = levelFor(used, before);
        intake.disk(after, (int) used);
        if (after.compareTo(before) > 0) {
            LOG.warn("The state folder's disk is {} % full: {}; level={} limit={} %", (int) used, after.consequence(),
                    after, limits[after.ordinal()]);
        } else if (after != before) {
            LOG.info("The state folder's disk is {} % full: {}; level={}", (int) used, after.consequence(), after);
        }
    }

    private DiskLevel levelFor(double used, DiskLevel before) {
        int level = LEVELS.length - 1;
        while (level > 0) {
            int limit = limits[level] - (level <= before.ordinal() ? HYSTERESIS_PERCENT : 0);
            if (used >= limit) {
                break;
            }
            level--;
        }
        return LEVELS[level];
    }

    @Override
    public String roleName() {
        return "disk-monitor";
    }
}

package io.pelton.tools.fault;

import java.util.SplittableRandom;

/**
 * The settings that decide what is on the disk, and when.
 *
 * @param durability       none, group or each
 * @param snapshotInterval a duration
 * @param segmentBytes     a size
 */
record RunSettings(String durability, String snapshotInterval, String segmentBytes) {
    private static final String[] DURABILITY = {"none", "group", "each"};
    private static final String[] INTERVAL = {"50 ms", "200 ms", "1 h"};
    private static final String[] SEGMENT = {"1 mb", "4 mb", "64 mb"};

    static RunSettings draw(SplittableRandom random) {
        return new RunSettings(DURABILITY[random.nextInt(DURABILITY.length)],
                INTERVAL[random.nextInt(INTERVAL.length)], SEGMENT[random.nextInt(SEGMENT.length)]);
    }

    RunSettings withDurability(String other) {
        return new RunSettings(other, snapshotInterval, segmentBytes);
    }

    RunSettings withSegmentBytes(String other) {
        return new RunSettings(durability, snapshotInterval, other);
    }

    String sql() {
        return """
                SET 'pelton.journal.durability' = '%s';
                SET 'pelton.snapshot.interval' = '%s';
                SET 'pelton.journal.segment-bytes' = '%s';
                """.formatted(durability, snapshotInterval, segmentBytes);
    }
}

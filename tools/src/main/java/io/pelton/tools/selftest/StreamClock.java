package io.pelton.tools.selftest;

import java.util.Map;
import java.util.TreeMap;

/** The watermark of one table, as its definition says and nothing else: the least of its open partitions. */
final class StreamClock {
    private final long delayMs;
    private final Map<Integer, Long> partitions = new TreeMap<>();
    private long watermarkMs = Long.MIN_VALUE;

    StreamClock(long delayMs) {
        this.delayMs = delayMs;
    }

    void open(int partition) {
        partitions.put(partition, watermarkMs);
    }

    void row(int partition, long timeMs) {
        partitions.merge(partition, timeMs - delayMs, Math::max);
        advance();
    }

    void end(int partition) {
        partitions.remove(partition);
        advance();
    }

    private void advance() {
        long least = partitions.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        watermarkMs = Math.max(watermarkMs, least);
    }

    long watermarkMs() {
        return watermarkMs;
    }
}

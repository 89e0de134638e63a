package io.pelton.engine.metrics;

/**
 * Law 9 for one source: received = accepted + duplicate + invalid + dropped.
 *
 * @param watermarkMs the stream's watermark, Long.MIN_VALUE before the first, Long.MAX_VALUE at the end
 * @param skewed      rows that the max-skew guard kept from moving the watermark
 */
public record SourceMetrics(
        String table, long received, long accepted, long duplicate, long invalid, long dropped, long watermarkMs,
        long skewed) {

    public boolean isBalanced() {
        return received == accepted + duplicate + invalid + dropped;
    }
}

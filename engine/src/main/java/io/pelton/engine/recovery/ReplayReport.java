package io.pelton.engine.recovery;

/**
 * What a replay found.
 *
 * @param fromSequence first input row replayed
 * @param skippedRows  input rows before it that are retained, but older than the oldest snapshot
 * @param inputRows    input rows replayed
 * @param outputRows   results computed
 * @param compared     results that the output journal holds too
 * @param difference   the first difference, in words, or null when there is none
 */
public record ReplayReport(
        long fromSequence, long skippedRows, long inputRows, long outputRows, long compared, String difference) {

    public boolean isSame() {
        return difference == null;
    }
}

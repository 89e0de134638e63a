package io.pelton.engine.recovery;

/**
 * What a replay found.
 *
 * @param fromSequence first input row replayed
 * @param inputRows    input rows replayed
 * @param outputRows   results computed
 * @param compared     results that the output journal holds too
 * @param difference   the first difference, in words, or null when there is none
 */
public record ReplayReport(long fromSequence, long inputRows, long outputRows, long compared, String difference) {

    public boolean isSame() {
        return difference == null;
    }
}

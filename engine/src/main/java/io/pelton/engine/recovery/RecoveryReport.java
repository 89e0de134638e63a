package io.pelton.engine.recovery;

/**
 * What a start found.
 *
 * @param snapshotSequence input sequence of the snapshot that was loaded, -1 for none
 * @param replayedRows     input rows replayed behind it
 * @param comparedRows     output rows computed again and found equal
 * @param inputSequence    last input row journaled before this start, -1 for none
 * @param outputSequence   last output row, -1 for none
 */
public record RecoveryReport(
        long snapshotSequence, long replayedRows, long comparedRows, long inputSequence, long outputSequence,
        long durationMs) {

    /** A start without anything to recover. */
    public static final RecoveryReport NOTHING = new RecoveryReport(-1, 0, 0, -1, -1, 0);

    /** One line for people. */
    public String text() {
        if (inputSequence < 0) {
            return "nothing to recover";
        }
        return (snapshotSequence < 0 ? "no snapshot" : "snapshot at input " + snapshotSequence) + ", replayed "
                + replayedRows
                + " input rows, compared " + comparedRows + " results, in " + durationMs + " ms; goes on behind input "
                + inputSequence + ", output " + outputSequence;
    }
}

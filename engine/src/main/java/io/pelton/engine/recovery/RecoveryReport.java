package io.pelton.engine.recovery;

import io.pelton.journal.storage.JournalMending;
import java.util.Locale;

/**
 * What a start found.
 *
 * @param snapshotSequence input sequence of the snapshot that was loaded, -1 for none
 * @param rebuiltRows      input rows from which the state was computed for a changed script, 0 when it wasn't
 * @param replayedRows     input rows replayed behind the snapshot
 * @param replayNs         how long that took
 * @param comparedRows     output rows computed again and found equal
 * @param inputSequence    last input row journaled before this start, -1 for none
 * @param outputSequence   last output row, -1 for none
 * @param input            what the input journal's files needed
 * @param output           what the output journal's files needed
 * @param durationMs       from the lock to the end of the replay
 */
public record RecoveryReport(
        long snapshotSequence, long rebuiltRows, long replayedRows, long replayNs, long comparedRows,
        long inputSequence, long outputSequence, JournalMending input, JournalMending output, long durationMs) {

    /** A start without anything to recover. */
    public static final RecoveryReport NOTHING =
            new RecoveryReport(-1, 0, 0, 0, 0, -1, -1, JournalMending.NONE, JournalMending.NONE, 0);

    private static final double NANOS_PER_SECOND = 1e9;

    /** True when the folder had no rows, and nothing had to be mended. */
    public boolean isNothing() {
        return inputSequence < 0 && input.isClean() && output.isClean();
    }

    /** One line for people. */
    public String text() {
        if (isNothing()) {
            return "nothing to recover";
        }
        StringBuilder text = new StringBuilder();
        if (rebuiltRows > 0) {
            text.append("state rebuilt from ").append(rebuiltRows)
                    .append(" input rows, whose results are not delivered again; ");
        }
        text.append(snapshotSequence < 0 ? "no snapshot" : "snapshot at input " + snapshotSequence)
                .append(", replayed ").append(replayedRows).append(" input rows");
        if (replayedRows > 0 && replayNs > 0) {
            text.append(String.format(Locale.ROOT, " (%,.0f rows/s)", replayedRows * NANOS_PER_SECOND / replayNs));
        }
        text.append(", compared ").append(comparedRows).append(" results; ");
        if (input.isClean() && output.isClean()) {
            text.append("journals clean");
        } else {
            text.append("input journal ").append(input.text()).append(", output journal ").append(output.text());
        }
        return text.append("; in ").append(durationMs).append(" ms; goes on behind input ").append(inputSequence)
                .append(", output ").append(outputSequence).toString();
    }
}

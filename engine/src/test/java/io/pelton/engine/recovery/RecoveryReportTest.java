package io.pelton.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.storage.JournalMending;
import org.junit.jupiter.api.Test;

class RecoveryReportTest {
    private static final JournalMending CLEAN = JournalMending.NONE;

    @Test
    void shouldSayAllOfARecoveryInOneLine() {
        assertEquals("snapshot at input 99, replayed 500 input rows (1,000 rows/s), compared 20 results;"
                + " journals clean;"
                + " in 520 ms; goes on behind input 599, output 70",
                new RecoveryReport(99, 0, 500, 500_000_000, 20, 599, 70, CLEAN, CLEAN, 520).text());
        assertEquals("state rebuilt from 100 input rows, whose results are not delivered again; snapshot at input 99, "
                + "replayed 0 input rows, compared 0 results; input journal cut behind row 99 (2 blocks), 1 file in "
                + "quarantine, output journal ended by a kill; in 3 ms; goes on behind input 99, output 7",
                new RecoveryReport(99, 100, 0, 12, 0, 99, 7, new JournalMending(99, 2, 1, 1),
                        new JournalMending(JournalMending.NOT_CUT, 0, 1, 0), 3).text());
    }

    @Test
    void shouldHaveSomethingToSayOfAnInputThatWasCutToNothing() {
        assertTrue(RecoveryReport.NOTHING.isNothing());
        assertEquals("nothing to recover", RecoveryReport.NOTHING.text());
        RecoveryReport cut = new RecoveryReport(
                -1, 0, 0, 0, 0, -1, -1, new JournalMending(-1, 0, 1, 1), CLEAN, 1);
        assertFalse(cut.isNothing());
        assertEquals("no snapshot, replayed 0 input rows, compared 0 results; input journal cut before its first row, "
                + "1 file in quarantine, output journal clean; in 1 ms; goes on behind input -1, output -1",
                cut.text());
    }
}

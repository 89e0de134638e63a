package io.pelton.tools.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void shouldGiveStorageItsOwnExitCodeHoweverDeepItLies() {
        assertEquals(70, Failure.codeOf(new JournalFailedException("disk full")));
        assertEquals(70, Failure.codeOf(new IllegalStateException("stopped", new CorruptJournalException("hole"))));
        assertEquals(1, Failure.codeOf(new IllegalStateException("stopped")));
    }

    @Test
    void shouldEndWithOneLineThatNamesTheCause() {
        StringWriter text = new StringWriter();
        Failure.report(new IllegalStateException("first line\n  second line\n"), new PrintWriter(text));
        assertEquals("pelton: first line; second line" + System.lineSeparator(), text.toString());
    }

    @Test
    void shouldSayWhatAnErrorInMappedMemoryMeans() {
        StringWriter text = new StringWriter();
        assertEquals(70, Failure.report(new InternalError("a fault occurred"), new PrintWriter(text)));
        String last = text.toString().lines().reduce((first, second) -> second).orElseThrow();
        assertEquals("pelton: A mapped file can't be read or written; check the disk (space, kernel log) and restart;"
                + " cause=java.lang.InternalError: a fault occurred", last);
    }
}

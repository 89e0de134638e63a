package io.pelton.journal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.CorruptJournalException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingsTest {
    @Test
    void shouldReadWhatItWrote() {
        final Holdings held = Holdings.of(manifest(Map.of()))
                .withInput(new Holdings.Segments(17, 3))
                .withOutput(new Holdings.Segments(5, 2))
                .withSnapshots(new TreeMap<>(Map.of("snapshot-1.pls", new Holdings.Point(40, 9))))
                .withCursors(new TreeMap<>(Map.of("alarms.cursor", 8L)))
                .withOverrides(1);
        assertEquals(held, Holdings.of(held.in(manifest(Map.of("files.a", "kept")))));
    }

    @ParameterizedTest
    @CsvSource({
        "held.input, '7'",
        "held.input, '7,x'",
        "held.output, ''",
        "held.overrides, many",
        "held.snapshot.a.pls, '1,2,3'",
        "held.snapshot.../a.pls, '1,2'",
        "held.snapshot.\u0000, '1,2'",
        "held.cursor., '1'",
        "held.cursor.a\\b, '1'",
        "held.cursor.a.cursor, 99999999999999999999",
    })
    void shouldRefuseAnEntryThatCantBe(String key, String value) {
        final CorruptJournalException refusal =
                assertThrows(CorruptJournalException.class, () -> Holdings.of(manifest(Map.of(key, value))));
        assertTrue(refusal.getMessage().contains("entry=" + key.replace('\0', '?')), refusal.getMessage());
    }

    private static Manifest manifest(Map<String, String> entries) {
        return new Manifest(1, 2, 3, "plan", "script", 4, new TreeMap<>(entries));
    }
}

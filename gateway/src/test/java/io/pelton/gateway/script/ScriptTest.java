package io.pelton.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    @Test
    void shouldGiveLinesBackToTheirFiles(@TempDir Path folder) throws IOException {
        Path tables = Files.writeString(folder.resolve("tables.sql"), "a\nb\n");
        Path rules = Files.writeString(folder.resolve("rules.sql"), "c\nd");
        Script script = Script.ofFiles(List.of(tables, rules));

        assertEquals("a\nb\nc\nd\n", script.text());
        assertEquals("rules", script.name());
        assertEquals(tables.toString(), script.fileAt(2));
        assertEquals(2, script.lineInFile(2));
        assertEquals(rules.toString(), script.fileAt(3));
        assertEquals(1, script.lineInFile(3));
        assertEquals(2, script.lineInFile(4));
    }

    @Test
    void shouldCountLinesOfAFileWithoutALastLineEnd(@TempDir Path folder) throws IOException {
        Path tables = Files.writeString(folder.resolve("tables.sql"), "a\nb");
        Path rules = Files.writeString(folder.resolve("rules.sql"), "c");
        Script script = Script.ofFiles(List.of(tables, rules));

        assertEquals(rules.toString(), script.fileAt(3));
        assertEquals(1, script.lineInFile(3));
    }

    @Test
    void shouldNameTheFileThatIsMissing(@TempDir Path folder) {
        Path missing = folder.resolve("nowhere.sql");
        IOException refused = assertThrows(IOException.class, () -> Script.ofFiles(List.of(missing)));
        assertTrue(refused.getMessage().contains(missing.toString()), refused.getMessage());
    }
}

package io.pelton.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SelfTestCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldGiveAReceipt(@TempDir Path disk) {
        assertEquals(0, run("selftest", "--seeds", "5..9", "--power-cut", "4", "--disk", disk.toString()));
        assertTrue(out.toString().startsWith("PELTON SELF-TEST"), out.toString());
        assertTrue(out.toString().contains("lives 5..9"), out.toString());
        assertTrue(out.toString().contains("force of 4 KB"), out.toString());
        assertTrue(out.toString().contains("PASSED"), out.toString());
        assertEquals(0, disk.toFile().list().length);
    }

    @Test
    void shouldTellProgramsTheNumbers() throws IOException {
        assertEquals(0, run("selftest", "--json", "--damage", "90..120", "--crash-points", "150",
                "--full-disk", "100"));
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertTrue(result.get("passed").asBoolean());
        assertEquals(30, result.get("kinds").get("damage 90..120").get("cases").asInt());
        assertTrue(result.get("kinds").get("crash points, 1 in 150").get("cases").asInt() >= 8, out.toString());
    }

    @Test
    void shouldShowOneLifeWithItsScript() {
        assertEquals(0, run("selftest", "--seed", "7"));
        assertTrue(out.toString().contains("CREATE TABLE a"), out.toString());
        assertTrue(out.toString().contains("-- passed"), out.toString());
    }

    @Test
    void shouldRefuseSeedsThatAreNone() {
        assertEquals(2, run("selftest", "--seeds", "9..5"));
        assertEquals(2, run("selftest", "--seeds", "many"));
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}

package io.pelton.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldTellItsVersionAndJava() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().startsWith("pelton "), out.toString());
        assertTrue(out.toString().contains("Java " + System.getProperty("java.runtime.version")), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldRefuseWithoutACommand() {
        assertEquals(2, run());
        assertEquals("pelton: a command is missing", lastLine());
    }

    @Test
    void shouldNameTheCommandThatItDoesNotKnow() {
        assertEquals(2, run("rnu"));
        assertTrue(lastLine().startsWith("pelton: ") && lastLine().contains("rnu"), err.toString());
    }

    @Test
    void shouldRefuseAReportOnNothing(@TempDir Path folder) {
        assertEquals(2, run("report", folder.resolve("nowhere").toString()));
        assertTrue(lastLine().contains("folder="), err.toString());
        assertEquals(1, run("report", folder.toString()));
        assertTrue(lastLine().startsWith("pelton: nothing to report here"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void shouldExplainEachCommand() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertEquals(0, run(command, "--help"), command);
            assertTrue(out.toString().contains("Usage: pelton " + command), out.toString());
        }
        assertEquals("", err.toString());
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    private String lastLine() {
        String[] lines = err.toString().split("\\R");
        return lines[lines.length - 1];
    }
}

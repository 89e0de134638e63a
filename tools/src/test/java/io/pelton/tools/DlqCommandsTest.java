package io.pelton.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DlqCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path state;
    private Path file;

    @BeforeEach
    void writeLetters() throws IOException {
        Path folder = Files.createDirectories(state.resolve("dead-letters"));
        file = folder.resolve("dead-letters.jsonl");
        Files.writeString(file, """
                {"sequence":3,"cause":9,"reason":"MALFORMED","meaning":"can't be read","table":"readings","text":"a,b"}
                {"sequence":5,"cause":12,"reason":"TOO_LATE","meaning":"its window is gone","table":"readings"}
                {"sequence":8,"cause":20,"reason":"MALFORMED","meaning":"can't be read","table":"readings","text":"c"}
                {"sequence":9,"cau""");
    }

    @Test
    void shouldCountByReason() {
        assertEquals(0, run("ls", state.toString()));
        String[] lines = out.toString().split("\\R");
        assertEquals(3, lines.length, out.toString());
        assertTrue(lines[1].matches(" +2 +3 +8 +readings +MALFORMED +can't be read"), lines[1]);
        assertTrue(lines[2].matches(" +1 +5 +5 +readings +TOO_LATE +its window is gone"), lines[2]);
    }

    @Test
    void shouldReadTheFileOfARunWithoutState() {
        assertEquals(0, run("ls", "--json", file.toString()));
        assertTrue(out.toString().startsWith("[{\"table\":\"readings\",\"reason\":\"MALFORMED\",\"count\":2"),
                out.toString());
    }

    @Test
    void shouldShowOneLetter() {
        assertEquals(0, run("show", state.toString(), "8"));
        assertTrue(out.toString().contains(String.format("%-12s %s%n", "text", "c")), out.toString());
        assertEquals(1, run("show", state.toString(), "4"));
        assertEquals("pelton: no dead letter has this number: sequence=4", err.toString().strip());
    }

    @Test
    void shouldSayHowManyMoreThereAre() {
        assertEquals(0, run("show", "--json", "--limit", "1", "--reason", "malformed", state.toString()));
        assertEquals(1, out.toString().lines().count(), out.toString());
        assertTrue(err.toString().startsWith("1 more"), err.toString());
    }

    @Test
    void shouldRefuseAPlaceWithoutLetters(@TempDir Path empty) {
        assertEquals(2, run("ls", empty.toString()));
        assertTrue(err.toString().contains("neither a state folder nor a dead-letter file"), err.toString());
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "dlq";
        System.arraycopy(args, 0, all, 1, args.length);
        return commandLine.execute(all);
    }
}

package io.pelton.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path script(String name, int threshold) throws IOException {
        return Files.writeString(folder.resolve(name), """
                CREATE TABLE readings (id BIGINT, ts AS TO_TIMESTAMP_LTZ(id, 3), WATERMARK FOR ts AS ts) WITH (
                  'connector' = 'datagen', 'number-of-rows' = '3',
                  'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '3');
                CREATE TABLE kept (id BIGINT) WITH ('connector' = 'blackhole');
                INSERT INTO kept SELECT id FROM readings WHERE id > %d;
                """.formatted(threshold));
    }

    private int run(String... args) {
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(new StringWriter(), true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "run";
        System.arraycopy(args, 0, all, 1, args.length);
        return commandLine.execute(all);
    }

    @Test
    void shouldNameTheCommandsForAChangedScript() throws Exception {
        String state = folder.resolve("state").toString();
        assertEquals(0, run(script("rules.sql", 2).toString(), "--state", state), err.toString());
        String changed = script("rules.sql", 1).toString();
        String set = "pelton.snapshot.interval=5 s";
        assertEquals(2, run(changed, "--state", state, "--set", set), err.toString());
        String command = "`pelton run " + changed + " --set '" + set + "' --state ";
        for (String choice : new String[] {state + " --rebuild`", state + " --fresh`", "OTHER`"}) {
            assertTrue(err.toString().contains(command + choice), choice + " in " + err);
        }
        assertTrue(err.toString().contains("its run has finished"), err.toString());
        assertFalse(err.toString().contains("…"), err.toString());
        assertEquals(2, run(changed, "--state", state, "--rebuild"), err.toString());
        assertTrue(err.toString().contains("The state can't be rebuilt"), err.toString());
        assertEquals(0, run(changed, "--state", state, "--fresh"), err.toString());
    }

    @Test
    void shouldRefuseARebuildThatMakesNoSense() throws Exception {
        String rules = script("rules.sql", 2).toString();
        assertEquals(2, run(rules, "--rebuild"));
        assertTrue(err.toString().contains("--rebuild needs the folder: --state DIR"), err.toString());
        assertEquals(2, run(rules, "--state", folder.resolve("state").toString(), "--rebuild", "--fresh"));
        assertTrue(err.toString().contains("choose one"), err.toString());
        assertFalse(Files.exists(folder.resolve("state")));
    }
}

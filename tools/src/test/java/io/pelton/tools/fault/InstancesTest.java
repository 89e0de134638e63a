package io.pelton.tools.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one state folder, and what is left of one that is gone. */
class InstancesTest {
    /** No process has this number: it is above what Linux can give. */
    private static final long DEAD_PID = 5_000_000_000L;

    @TempDir
    private Path folder;
    private Path script;

    @BeforeEach
    void writeScript() throws Exception {
        script = Files.writeString(folder.resolve("rules.sql"), """
                CREATE TABLE numbers (id BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '20',
                  'fields.id.kind' = 'sequence', 'fields.id.start' = '0', 'fields.id.end' = '1000000');
                CREATE TABLE kept (id BIGINT) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'csv',
                  'sink.rolling-policy.rows' = '5');
                INSERT INTO kept SELECT id FROM numbers;
                """.formatted(folder.resolve("kept")));
    }

    @Test
    void shouldRefuseASecondInstanceAndLeaveTheFirstAlone() throws Exception {
        try (PeltonProcess first = start()) {
            awaitRows(first, 1);
            try (PeltonProcess second = start()) {
                assertEquals(2, second.exitCode(), second.errors());
                String said = second.errors().strip();
                assertTrue(said.startsWith("pelton: The state folder is in use") && said.endsWith("pid=" + first.pid()),
                        said);
            }
            awaitRows(first, rows() + 10);
            first.terminate();
            assertEquals(0, first.exitCode(), first.errors());
        }
        assertRowsAreDense();
    }

    @Test
    void shouldStartOverTheLockFileOfADeadProcessWhoeverHasItsPidNow() throws Exception {
        try (PeltonProcess first = start()) {
            awaitRows(first, 1);
            first.kill();
        }
        for (long pid : new long[] {DEAD_PID, ProcessHandle.current().pid()}) {
            Files.writeString(folder.resolve("state").resolve("LOCK"), pid + "\n");
            long before = rows();
            try (PeltonProcess next = start()) {
                awaitRows(next, before + 5);
                next.kill();
            }
        }
        assertRowsAreDense();
    }

    private PeltonProcess start() throws Exception {
        return PeltonProcess.start(folder, "run", script.toString(), "--state", folder.resolve("state").toString());
    }

    private void awaitRows(PeltonProcess process, long rows) throws Exception {
        while (rows() < rows) {
            assertTrue(!process.endsWithin(20), process.errors());
        }
    }

    private long rows() throws Exception {
        return Outputs.sink(folder.resolve("kept")).lines().count();
    }

    private void assertRowsAreDense() throws Exception {
        long next = 0;
        for (String line : Outputs.sink(folder.resolve("kept")).lines().toList()) {
            assertEquals(next++, Long.parseLong(line));
        }
    }
}

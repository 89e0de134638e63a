package io.pelton.connectors.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.probe.Tables;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemSinkTest {
    private static final Schema SCHEMA = Tables.schema("s", ColumnType.string(), "i", ColumnType.of(TypeKind.INT));
    private static final RowLayout LAYOUT = new RowLayout(SCHEMA);
    private static final UUID JOURNAL = new UUID(1, 2);

    @TempDir
    private Path folder;

    private static Sink sink(Path path, String... options) {
        List<String> all = new ArrayList<>(List.of("connector", "filesystem", "path", path.toString()));
        all.addAll(Arrays.asList(options));
        return new FileSystemConnector().createSink(Tables.table(SCHEMA, all.toArray(String[]::new)));
    }

    private static void deliver(Sink sink, long sequence, long eventTimeMs, int changeKind) {
        UnsafeBuffer slot = new UnsafeBuffer(new byte[LAYOUT.maxBytes()]);
        RowWriter writer = new RowWriter(LAYOUT).begin(slot, 0);
        writer.putString(0, "row " + sequence);
        writer.putInt(1, (int) sequence);
        writer.finish();
        RowHeader.kind(slot, 0, 0, RowType.DATA, changeKind, true);
        RowHeader.sequence(slot, 0, sequence);
        RowHeader.eventTimeMs(slot, 0, eventTimeMs);
        assertTrue(sink.deliver(slot, 0));
    }

    private static String cat(Path path) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path part : parts(path)) {
            text.append(Files.readString(part));
        }
        return text.toString();
    }

    private static List<Path> parts(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(child -> !child.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    @Test
    void shouldRollByRowsBytesAndEventTime() throws IOException {
        Path rows = folder.resolve("rows");
        try (Sink sink = sink(rows, "format", "json", "sink.rolling-policy.rows", "2")) {
            assertEquals(-1, sink.open(Tables.sink(LAYOUT, JOURNAL, false)));
            for (int i = 0; i < 5; i++) {
                deliver(sink, 10 + i, 0, ChangeKind.INSERT);
            }
            assertEquals(13, sink.flush());
            assertEquals(14, sink.finish());
        }
        assertEquals(List.of("part-0000000000000000010-0000000000000000011.json",
                "part-0000000000000000012-0000000000000000013.json",
                "part-0000000000000000014-0000000000000000014.json"),
                parts(rows).stream().map(part -> part.getFileName().toString()).toList());
        assertEquals("{\"s\":\"row 10\",\"i\":10}\n{\"s\":\"row 11\",\"i\":11}\n",
                Files.readString(parts(rows).get(0)));

        Path bytes = folder.resolve("bytes");
        try (Sink sink = sink(bytes, "format", "csv", "sink.rolling-policy.file-size", "20")) {
            sink.open(Tables.sink(LAYOUT, JOURNAL, false));
            for (int i = 0; i < 6; i++) {
                deliver(sink, i, 0, ChangeKind.INSERT);
            }
            sink.finish();
        }
        assertEquals(3, parts(bytes).size());

        Path times = folder.resolve("times");
        try (Sink sink = sink(times, "format", "csv", "sink.rolling-policy.rollover-interval", "1 min")) {
            sink.open(Tables.sink(LAYOUT, JOURNAL, false));
            for (int i = 0; i < 6; i++) {
                deliver(sink, i, i * 20_000L, ChangeKind.INSERT);
            }
            sink.finish();
        }
        assertEquals(2, parts(times).size());
    }

    @Test
    void shouldHoldTheSameBytesHoweverOftenItIsInterrupted() throws IOException {
        Path undisturbed = folder.resolve("undisturbed");
        try (Sink sink = sink(undisturbed, "format", "csv", "csv.header", "true")) {
            sink.open(Tables.sink(LAYOUT, JOURNAL, false));
            for (int i = 0; i < 500; i++) {
                deliver(sink, i, i * 1_000L, ChangeKind.INSERT);
            }
            sink.finish();
        }
        assertEquals(501, cat(undisturbed).split("\n").length);
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 20; run++) {
            Path path = folder.resolve("run" + run);
            long held = -1;
            while (held < 499) {
                Sink sink = sink(path, "format", "csv", "csv.header", "true", "sink.rolling-policy.rows", "37");
                held = sink.open(Tables.sink(LAYOUT, JOURNAL, held >= 0));
                long until = Math.min(499, held + random.nextInt(1, 200));
                for (long i = held + 1; i <= until; i++) {
                    deliver(sink, i, i * 1_000L, ChangeKind.INSERT);
                    if (random.nextInt(20) == 0) {
                        assertTrue(sink.flush() <= i);
                    }
                }
                if (random.nextBoolean() || until == 499) {
                    held = sink.finish();
                    assertEquals(until, held);
                    sink.close();
                }
                // A sink that is not closed stands for a process that was killed: its part in progress stays behind.
            }
            assertEquals(cat(undisturbed), cat(path));
        }
    }

    @Test
    void shouldRemoveWhatAnInterruptedRunLeft() throws IOException {
        Sink killed = sink(folder, "format", "csv");
        killed.open(Tables.sink(LAYOUT, JOURNAL, false));
        deliver(killed, 0, 0, ChangeKind.INSERT);
        killed.finish();
        deliver(killed, 1, 0, ChangeKind.INSERT);
        killed.flush();
        Path leftover = folder.resolve(".part-0000000000000000001.csv");
        assertTrue(Files.exists(leftover));
        try (Sink next = sink(folder, "format", "csv")) {
            assertEquals(0, next.open(Tables.sink(LAYOUT, JOURNAL, true)));
            assertTrue(Files.notExists(leftover));
            assertEquals(0, next.finish());
        }
    }

    @Test
    void shouldRefuseAFolderOfAnotherRun() throws IOException {
        try (Sink sink = sink(folder, "format", "csv")) {
            sink.open(Tables.sink(LAYOUT, JOURNAL, false));
            deliver(sink, 0, 0, ChangeKind.INSERT);
            sink.finish();
        }
        try (Sink other = sink(folder, "format", "csv")) {
            SinkException refused = assertThrows(SinkException.class,
                    () -> other.open(Tables.sink(LAYOUT, new UUID(3, 4), false)));
            assertTrue(refused.getMessage().contains("parts of another run"), refused.getMessage());
        }
        assertEquals("\"row 0\",0\n", cat(folder));
    }

    @Test
    void shouldRefuseCorrections() {
        try (Sink sink = sink(folder, "format", "csv")) {
            sink.open(Tables.sink(LAYOUT, JOURNAL, false));
            SinkException refused =
                    assertThrows(SinkException.class, () -> deliver(sink, 0, 0, ChangeKind.UPDATE_BEFORE));
            assertTrue(refused.getMessage().contains("corrects or deletes"), refused.getMessage());
        }
    }
}

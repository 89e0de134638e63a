package io.pelton.connectors.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.probe.RecordedOutput;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemSourceTest {
    private static final Schema SCHEMA = Tables.schema("s", ColumnType.string(), "i", ColumnType.of(TypeKind.INT));
    private static final RowLayout LAYOUT = new RowLayout(SCHEMA);

    @TempDir
    private Path folder;
    private long nowNs = 1_000;

    private Source source(Path path, String... options) {
        List<String> all = new ArrayList<>(List.of("connector", "filesystem", "path", path.toString(), "format",
                "csv"));
        all.addAll(Arrays.asList(options));
        TableDefinition table = Tables.table(SCHEMA, all.toArray(String[]::new));
        FileSystemConnector connector = new FileSystemConnector();
        assertTrue(connector.check(table, true).stream().noneMatch(problem -> problem.isError()));
        return connector.createSource(table);
    }

    private RecordedOutput run(Source source, List<ResumePosition> resume) {
        RecordedOutput output = new RecordedOutput(LAYOUT);
        run(source, resume, output);
        return output;
    }

    private void run(Source source, List<ResumePosition> resume, RecordedOutput output) {
        try (source) {
            source.open(Tables.source(LAYOUT, () -> nowNs, resume));
            while (!source.isFinished()) {
                output.room = Math.max(output.room, 1);
                source.poll(output, 7);
            }
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shouldReadAFileToItsEnd() throws IOException {
        Path file = file("a.csv", "a,1\r\n\nbad\nb,2");
        RecordedOutput output = run(source(file), List.of());
        assertEquals(List.of("[a, 1]", "INVALID the line has too few fields: expected=2 got=1 | bad", "[b, 2]"),
                output.rows);
        assertEquals(List.of(5L, 10L, 13L), output.positions);
        assertEquals(13, output.end);
        assertEquals(List.of("13 " + crc("a,1\r\n\nbad\nb,2")), output.checksums);
    }

    @Test
    void shouldPublishNoPositionInsideALongLine() throws IOException {
        Path file = file("long.csv", "a,1\n" + "x".repeat(5_000_000) + "\nb,2\n");
        RecordedOutput output = run(source(file), List.of());
        assertEquals(3, output.rows.size());
        assertEquals(List.of(4L, 5_000_005L, 5_000_009L), output.positions);
        assertEquals(List.of("5000005", "5000009"),
                output.checksums.stream().map(text -> text.substring(0, text.indexOf(' '))).toList());
    }

    private static long crc(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    @Test
    void shouldReadAFolderInNameOrderAndMatchHeaders() throws IOException {
        file("b.csv", "s,i\nc,3\n");
        file("a.csv", "\uFEFFi,s\n1,a\n2,b");
        file(".hidden", "x");
        file("_SUCCESS", "");
        RecordedOutput output = run(source(folder, "csv.header", "true"), List.of());
        assertEquals(List.of("[a, 1]", "[b, 2]", "[c, 3]"), output.rows);
        assertEquals(List.of(11L, 14L, 22L), output.positions);
        assertEquals(1, output.identities.size());
        assertTrue(output.identities.get(0).endsWith("\na.csv 14\nb.csv 8"), output.identities.get(0));
    }

    @Test
    void shouldRefuseAHeaderThatLacksAColumn() throws IOException {
        Path file = file("a.csv", "s,j\na,1\n");
        SourceException refused =
                assertThrows(SourceException.class, () -> run(source(file, "csv.header", "true"), List.of()));
        assertTrue(refused.getMessage().contains("column=i header=[s, j] path="), refused.getMessage());
    }

    @Test
    void shouldKeepQuotedLineBreaksTogetherAndContainAnOpenQuote() throws IOException {
        Path file = file("a.csv", "\"a\nb\",1\n\"open,2\nc,3\n");
        RecordedOutput output = run(source(file), List.of());
        assertEquals(List.of("[a\nb, 1]", "INVALID a quote is not closed: quote=\" offset=8 | \"open,2", "[c, 3]"),
                output.rows);
        assertEquals(List.of(8L, 16L, 20L), output.positions);
    }

    @Test
    void shouldRefuseLinesBeyondTheLimitAndGoOn() throws IOException {
        String longest = "x".repeat(300_000);
        Path file = file("a.csv", "a,1\n" + longest + "\nb,2\n" + longest);
        RecordedOutput output = run(source(file), List.of());
        assertEquals(4, output.rows.size());
        assertEquals("INVALID the line is too long: bytes=300000 limit=65536 | " + "x".repeat(4_096),
                output.rows.get(1));
        assertEquals("[b, 2]", output.rows.get(2));
        assertEquals(List.of(4L, 300_005L, 300_009L, 600_009L), output.positions);
    }

    @Test
    void shouldReadTheSameWhateverTheRoom() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append(i % 100 == 7 ? "\"two\nlines\"," : "name").append(i).append(',').append(i).append('\n');
        }
        Path file = file("a.csv", text.toString());
        RecordedOutput whole = run(source(file), List.of());
        RecordedOutput tight = new RecordedOutput(LAYOUT);
        tight.room = 1;
        run(source(file), List.of(), tight);
        assertEquals(60_000, whole.rows.size());
        assertEquals(whole.rows, tight.rows);
        assertEquals(whole.positions, tight.positions);
        assertEquals(text.length(), whole.end);
    }

    @Test
    void shouldResumeBehindEveryRow() throws IOException {
        file("a.csv", "s,i\na,1\n\nbad\n\"x\ny\",2\n");
        file("b.csv", "i,s\n3,c\n4,d");
        RecordedOutput whole = run(source(folder, "csv.header", "true"), List.of());
        for (int i = 0; i < whole.rows.size(); i++) {
            ResumePosition resume =
                    new ResumePosition(0, whole.identities.get(0), whole.positions.get(i), -1, 0, false);
            RecordedOutput rest = run(source(folder, "csv.header", "true"), List.of(resume));
            assertEquals(whole.rows.subList(i + 1, whole.rows.size()), rest.rows);
            assertEquals(whole.positions.subList(i + 1, whole.rows.size()), rest.positions);
            assertEquals(whole.end, rest.end);
            assertEquals(List.of(), rest.identities);
        }
        Source ended = source(folder, "csv.header", "true");
        ended.open(Tables.source(LAYOUT, () -> nowNs, whole.resume()));
        assertTrue(ended.isFinished());
        ended.close();
    }

    @Test
    void shouldRefuseAnInputThatChanged() throws IOException {
        String text = ("a,1\n").repeat(2_000);
        Path file = file("a.csv", text);
        String identity = run(source(file), List.of()).identities.get(0);
        ResumePosition middle = new ResumePosition(0, identity, 6_000, 5_000, crc(text.substring(0, 5_000)), false);
        assertEquals(500, run(source(file), List.of(middle)).rows.size());

        Files.writeString(file, text.replaceFirst("a", "b"));
        assertRefused(file, middle, "begins with other bytes");
        Files.writeString(file, text.substring(0, 4_400) + "b" + text.substring(4_401));
        assertRefused(file, middle, "already read has changed");
        Files.writeString(file, text.substring(0, 5_500));
        assertRefused(file, middle, "shorter than it was");
        Files.writeString(file, text + "b,2\n");
        assertEquals(500, run(source(file), List.of(middle)).rows.size());
        Files.writeString(folder.resolve("other"), text);
        Files.delete(file);
        Files.move(folder.resolve("other"), file);
        assertRefused(file, middle, "replaced by another file");
        assertEquals(500, run(source(file), List.of(
                new ResumePosition(0, identity, 6_000, 6_000, crc(text.substring(0, 6_000)), false))).rows.size());
        file("b.csv", "c,3\n");
        assertRefused(folder, middle, "files aren't those");
    }

    private void assertRefused(Path path, ResumePosition resume, String reason) {
        SourceException refused = assertThrows(SourceException.class, () -> run(source(path), List.of(resume)));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(refused.getMessage().contains("--fresh"), refused.getMessage());
    }

    @Test
    void shouldFollowAGrowingFileAndWaitForHalfLines() throws IOException {
        Path file = file("a.csv", "a,1\nb");
        RecordedOutput output = new RecordedOutput(LAYOUT);
        try (Source source = source(file, "source.monitor-interval", "1 s")) {
            source.open(Tables.source(LAYOUT, () -> nowNs, List.of()));
            poll(source, output);
            assertEquals(List.of("[a, 1]"), output.rows);
            Files.writeString(file, ",2\nc,3\n", StandardOpenOption.APPEND);
            source.poll(output, 10);
            assertEquals(1, output.rows.size());
            poll(source, output);
            assertEquals(List.of("[a, 1]", "[b, 2]", "[c, 3]"), output.rows);
            poll(source, output);
            assertEquals(List.of("4 " + crc("a,1\n"), "12 " + crc("a,1\nb,2\nc,3\n")), output.checksums);
            assertFalse(source.isFinished());
            Files.writeString(file, "a,1\n");
            SourceException refused = assertThrows(SourceException.class, () -> poll(source, output));
            assertTrue(refused.getMessage().contains("became shorter"), refused.getMessage());
        }
    }

    private void poll(Source source, RecordedOutput output) {
        nowNs += 2_000_000_000L;
        for (int i = 0; i < 5; i++) {
            source.poll(output, 10);
        }
    }

    @Test
    void shouldFollowAFolderAndRefuseNamesThatComeTooLate() throws IOException {
        RecordedOutput output = new RecordedOutput(LAYOUT);
        try (Source source = source(folder, "source.monitor-interval", "1 s")) {
            source.open(Tables.source(LAYOUT, () -> nowNs, List.of()));
            poll(source, output);
            assertEquals(List.of(), output.rows);
            file("b.csv", "a,1\nb,2");
            poll(source, output);
            assertEquals(List.of("[a, 1]"), output.rows);
            file("c.csv", "c,3\n");
            poll(source, output);
            poll(source, output);
            assertEquals(List.of("[a, 1]", "[b, 2]", "[c, 3]"), output.rows);
            assertEquals(List.of(4L, 7L, 11L), output.positions);
            Source resumed = source(folder, "source.monitor-interval", "1 s");
            RecordedOutput rest = new RecordedOutput(LAYOUT);
            resumed.open(Tables.source(LAYOUT, () -> nowNs, output.resume()));
            file("d.csv", "d,4\n");
            poll(resumed, rest);
            poll(resumed, rest);
            assertEquals(List.of("[d, 4]"), rest.rows);
            resumed.close();
            file("a.csv", "x,0\n");
            SourceException refused = assertThrows(SourceException.class, () -> poll(source, output));
            assertTrue(refused.getMessage().contains("sorts before"), refused.getMessage());
        }
    }

    @Test
    void shouldPublishChecksumsAsItGoes() throws IOException {
        String line = "x".repeat(120) + ",1\n";
        String text = line.repeat(100_000);
        Path file = file("a.csv", text);
        RecordedOutput output = run(source(file), List.of());
        assertEquals(3, output.checksums.size());
        for (String checksum : output.checksums) {
            int position = Integer.parseInt(checksum.substring(0, checksum.indexOf(' ')));
            assertEquals(position + " " + crc(text.substring(0, position)), checksum);
        }
    }

    @Test
    void shouldNameAMissingPath() {
        SourceException refused = assertThrows(SourceException.class,
                () -> run(source(folder.resolve("nothing")), List.of()));
        assertTrue(refused.getMessage().contains("working directory"), refused.getMessage());
    }
}

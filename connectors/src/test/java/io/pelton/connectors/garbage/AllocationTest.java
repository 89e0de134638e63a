package io.pelton.connectors.garbage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.pelton.connectors.datagen.DatagenConnector;
import io.pelton.connectors.filesystem.FileSystemConnector;
import io.pelton.connectors.memory.InProcessConnector;
import io.pelton.connectors.memory.InProcessSource;
import io.pelton.connectors.memory.InProcessWriter;
import io.pelton.connectors.probe.CountingOutput;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.source.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 4 for sources: no object per row, by the thread's own allocation counter. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MOST_BYTES_PER_ROW = 0.1;
    private static final int ROWS = 1_100_000;
    private static final int WARM_UP = 60_000;
    private static final Schema SCHEMA = Tables.schema(
            "device", ColumnType.string(), "ts", ColumnType.timestamp(3), "temp", ColumnType.of(TypeKind.DOUBLE),
            "ratio", ColumnType.of(TypeKind.FLOAT), "n", ColumnType.of(TypeKind.BIGINT),
            "price", ColumnType.decimal(10, 2), "wide", ColumnType.decimal(30, 2), "ok",
            ColumnType.of(TypeKind.BOOLEAN));

    @TempDir
    private Path folder;

    private static void assertNoGarbage(Connector connector, TableDefinition table, long rows) {
        assertEquals(List.of(), connector.check(table, true).stream().filter(problem -> problem.isError()).toList());
        RowLayout layout = new RowLayout(table.schema());
        CountingOutput output = new CountingOutput(layout);
        try (Source source = connector.createSource(table)) {
            source.open(Tables.source(layout, () -> 0, List.of()));
            while (output.accepted < WARM_UP) {
                source.poll(output, 256);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long counted = output.accepted;
            while (!source.isFinished()) {
                source.poll(output, 256);
            }
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertEquals(rows, output.accepted);
            assertEquals(0, output.invalid);
            double bytesPerRow = (double) bytes / (output.accepted - counted);
            assertTrue(bytesPerRow < MOST_BYTES_PER_ROW, "bytesPerRow=" + bytesPerRow + " bytes=" + bytes);
        }
    }

    private Path write(String line) throws IOException {
        Path file = folder.resolve("rows");
        StringBuilder text = new StringBuilder(line.length() * 1_000 + 8_000);
        for (int i = 0; i < 1_000; i++) {
            text.append(line.replace("#", Integer.toString(i))).append('\n');
        }
        byte[] bytes = text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (java.io.OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < ROWS / 1_000; i++) {
                out.write(bytes);
            }
        }
        return file;
    }

    @Test
    void shouldReadCsvWithoutGarbage() throws IOException {
        Path file = write("sensor_#,2026-01-01 00:00:01.25,2#.25,0.1,-#,19.9#,12345678901234567890.5,true");
        assertNoGarbage(new FileSystemConnector(), Tables.table(SCHEMA, "connector", "filesystem", "path",
                file.toString(), "format", "csv"), ROWS);
    }

    @Test
    void shouldReadQuotedCsvWithoutGarbage() throws IOException {
        Path file = write("\"sen\"\"sor_#\",\"2026-01-01 00:00:01.25\",2.123456789012345678#,1e3#,-#,19.9,1,false");
        assertNoGarbage(new FileSystemConnector(), Tables.table(SCHEMA, "connector", "filesystem", "path",
                file.toString(), "format", "csv", "csv.null-literal", "x"), ROWS);
    }

    @Test
    void shouldReadJsonWithoutGarbage() throws IOException {
        Path file = write("{\"device\":\"sens\\u00f6r_#\",\"ts\":\"2026-01-01 "
                + "00:00:01.25\",\"temp\":2#.25,\"n\":\"-#\","
                + "\"extra\":{\"a\":[1,2,\"x\"]},\"price\":19.99,\"wide\":12345678901234567890.5,\"ok\":true}");
        assertNoGarbage(new FileSystemConnector(), Tables.table(SCHEMA, "connector", "filesystem", "path",
                file.toString(), "format", "json"), ROWS);
    }

    @Test
    void shouldGenerateWithoutGarbage() {
        assertNoGarbage(new DatagenConnector(), Tables.table(SCHEMA, "connector", "datagen", "rows-per-second", "0",
                "number-of-rows", Integer.toString(ROWS), "fields.device.length", "12",
                "fields.ts.kind", "sequence-time", "fields.ts.start", "2026-01-01 00:00:00", "fields.ts.step", "1 s",
                "fields.temp.kind", "gaussian", "fields.ratio.kind", "walk", "fields.ratio.start", "1",
                "fields.n.null-rate", "0.1"), ROWS);
    }

    @Test
    void shouldTakeRowsOfAProgramWithoutGarbage() {
        InProcessConnector connector = new InProcessConnector();
        TableDefinition table = Tables.table(SCHEMA, "connector", "in-process");
        InProcessSource handle = connector.source("t");
        RowLayout layout = new RowLayout(SCHEMA);
        CountingOutput output = new CountingOutput(layout);
        try (Source source = connector.createSource(table)) {
            source.open(Tables.source(layout, () -> 0, List.of()));
            InProcessWriter writer = handle.newWriter();
            write(source, writer, output, WARM_UP);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            write(source, writer, output, ROWS);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertEquals(ROWS, output.accepted);
            assertTrue(bytes < MOST_BYTES_PER_ROW * (ROWS - WARM_UP), "bytes=" + bytes);
        }
    }

    private static void write(Source source, InProcessWriter writer, CountingOutput output, int until) {
        while (output.accepted < until) {
            for (int i = 0; i < 100; i++) {
                RowWriter row = writer.row();
                row.putLong(4, i);
                row.putDouble(2, i);
                writer.write();
            }
            while (source.poll(output, 100) > 0) {
                continue;
            }
        }
    }
}

package io.pelton.connectors.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.probe.RecordedOutput;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InProcessTest {
    private static final Schema SCHEMA = Tables.schema("s", ColumnType.string(), "l", ColumnType.of(TypeKind.BIGINT));
    private static final RowLayout LAYOUT = new RowLayout(SCHEMA);
    private static final TableDefinition TABLE = Tables.table(SCHEMA, "connector", "in-process");

    private static void put(InProcessWriter writer, String text, long number) {
        RowWriter row = writer.row();
        row.putString(0, text);
        row.putLong(1, number);
    }

    @Test
    void shouldCarryRowsAndRefuseWhenFull() {
        InProcessConnector connector = new InProcessConnector();
        InProcessSource handle = connector.source("t", 1_024);
        assertThrows(IllegalStateException.class, handle::newWriter);
        try (Source source = connector.createSource(TABLE)) {
            source.open(Tables.source(LAYOUT, () -> 0, List.of()));
            InProcessWriter writer = handle.newWriter();
            assertThrows(IllegalStateException.class, writer::tryWrite);
            int written = 0;
            put(writer, "row", written);
            while (writer.tryWrite()) {
                written++;
                put(writer, "row", written);
            }
            assertTrue(written > 8);
            RecordedOutput output = new RecordedOutput(LAYOUT);
            output.room = 3;
            source.poll(output, 100);
            assertEquals(List.of("[row, 0]", "[row, 1]"), output.rows);
            output.room = Long.MAX_VALUE;
            assertTrue(writer.tryWrite());
            handle.end();
            put(writer, "late", 0);
            assertThrows(IllegalStateException.class, writer::tryWrite);
            while (!source.isFinished()) {
                source.poll(output, 5);
            }
            assertEquals(LongStream.rangeClosed(0, written).mapToObj(i -> "[row, " + i + "]").toList(), output.rows);
            assertEquals(LongStream.rangeClosed(0, written).boxed().toList(), output.positions);
            assertEquals(written + 1, output.end);
        }
    }

    @Test
    void shouldResumeAndTellWhatIsDurable() {
        InProcessConnector connector = new InProcessConnector();
        InProcessSource handle = connector.source("t");
        try (Source source = connector.createSource(TABLE)) {
            assertEquals(-1, handle.resumedRows());
            source.open(Tables.source(LAYOUT, () -> 0,
                    List.of(new ResumePosition(0, "in-process t", 6, -1, 0, false))));
            assertEquals(7, handle.resumedRows());
            InProcessWriter writer = handle.newWriter();
            put(writer, "a", 1);
            writer.write();
            RecordedOutput output = new RecordedOutput(LAYOUT);
            source.poll(output, 10);
            assertEquals(List.of(7L), output.positions);
            source.onDurable(0, 7);
            assertEquals(8, handle.durableRows());
        }
        assertThrows(IllegalStateException.class, () -> {
            InProcessWriter writer = handle.newWriter();
            put(writer, "a", 1);
            writer.write();
        });
    }

    @Test
    void shouldTakeRowsOfManyThreads() throws InterruptedException {
        InProcessConnector connector = new InProcessConnector();
        InProcessSource handle = connector.source("t", 1_024);
        List<Thread> threads = new ArrayList<>();
        try (Source source = connector.createSource(TABLE)) {
            source.open(Tables.source(LAYOUT, () -> 0, List.of()));
            for (int i = 0; i < 3; i++) {
                long base = i * 1_000_000L;
                Thread thread = new Thread(() -> {
                    InProcessWriter writer = handle.newWriter();
                    for (int k = 0; k < 2_000; k++) {
                        put(writer, "x", base + k);
                        writer.write();
                    }
                });
                threads.add(thread);
                thread.start();
            }
            RecordedOutput output = new RecordedOutput(LAYOUT);
            while (output.rows.size() < 6_000) {
                source.poll(output, 100);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            handle.end();
            while (!source.isFinished()) {
                source.poll(output, 100);
            }
            assertEquals(6_000, new HashSet<>(output.rows).size());
        }
    }

    @Test
    void shouldDeliverRowsToTheCallback() {
        InProcessConnector connector = new InProcessConnector();
        assertThrows(IllegalStateException.class, () -> connector.createSink(TABLE));
        List<String> seen = new ArrayList<>();
        connector.sink("t", row -> seen.add(row.getString(0) + row.getLong(1) + "@" + row.sequence()));
        try (Sink sink = connector.createSink(TABLE)) {
            assertEquals(Sink.UNKNOWN, sink.open(Tables.sink(LAYOUT, new UUID(0, 0), false)));
            UnsafeBuffer slot = new UnsafeBuffer(new byte[LAYOUT.maxBytes()]);
            RowWriter writer = new RowWriter(LAYOUT).begin(slot, 0);
            writer.putString(0, "a");
            writer.putLong(1, 5);
            writer.finish();
            RowHeader.sequence(slot, 0, 9);
            assertTrue(sink.deliver(slot, 0));
            assertEquals(9, sink.flush());
        }
        assertEquals(List.of("a5@9"), seen);
        assertFalse(connector.isBounded(TABLE));
    }
}

package io.pelton.connectors.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.Connectors;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PrintTest {
    private static final Schema SCHEMA = Tables.schema("s", ColumnType.string(), "d", ColumnType.of(TypeKind.DOUBLE),
            "ts", ColumnType.timestamp(3), "n", ColumnType.of(TypeKind.INT));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    private Connector connector(String identifier) {
        PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errorStream = new PrintStream(error, false, StandardCharsets.UTF_8);
        return Connectors.all(outStream, errorStream).stream()
                .filter(each -> each.identifier().equals(identifier)).findFirst().orElseThrow();
    }

    private void print(String... options) {
        TableDefinition table = Tables.table(SCHEMA, options);
        assertTrue(connector("print").check(table, false).stream().noneMatch(OptionProblem::isError));
        try (Sink sink = connector("print").createSink(table)) {
            assertEquals(Sink.UNKNOWN, sink.open(Tables.sink(new RowLayout(SCHEMA), new UUID(0, 0), false)));
            deliver(sink, 4, ChangeKind.INSERT, 1.5);
            deliver(sink, 5, ChangeKind.UPDATE_BEFORE, Double.NaN);
            assertEquals(5, sink.flush());
        }
    }

    private static void deliver(Sink sink, long sequence, int changeKind, double value) {
        RowLayout layout = new RowLayout(SCHEMA);
        UnsafeBuffer slot = new UnsafeBuffer(new byte[layout.maxBytes()]);
        RowWriter writer = new RowWriter(layout).begin(slot, 0);
        writer.putString(0, "ä\"b");
        writer.putDouble(1, value);
        writer.putLong(2, 1_767_225_600_000L);
        writer.finish();
        RowHeader.kind(slot, 0, 0, RowType.DATA, changeKind, true);
        RowHeader.sequence(slot, 0, sequence);
        assertTrue(sink.deliver(slot, 0));
    }

    @Test
    void shouldPrintFlinksLines() {
        print("connector", "print", "print-identifier", "x");
        assertEquals("x> +I[ä\"b, 1.5, 2026-01-01T00:00, null]\nx> -U[ä\"b, NaN, 2026-01-01T00:00, null]\n",
                out.toString(StandardCharsets.UTF_8));
        assertEquals("", error.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldPrintObjectsWithEveryColumn() {
        print("connector", "print", "format", "json", "standard-error", "true");
        assertEquals("""
                {"op":"+I","s":"ä\\"b","d":1.5,"ts":"2026-01-01 00:00:00","n":null}
                {"op":"-U","s":"ä\\"b","d":"NaN","ts":"2026-01-01 00:00:00","n":null}
                """, error.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseWhatItCannotPrint() {
        Schema hidden = Tables.schema("op", ColumnType.string());
        List<OptionProblem> problems =
                connector("print").check(Tables.table(hidden, "connector", "print", "format", "json"), false);
        assertTrue(problems.stream().anyMatch(each -> each.isError() && each.message().contains("called op")));
        assertTrue(connector("print").check(Tables.table(SCHEMA, "connector", "print", "format", "csv"), false).stream()
                .anyMatch(each -> each.isError() && each.message().contains("expected json")));
    }

    @Test
    void shouldFailWhenItsReaderIsGone() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        PrintStream stream = new PrintStream(closed, false, StandardCharsets.UTF_8);
        try (Sink sink = new PrintConnector(stream, stream).createSink(Tables.table(SCHEMA, "connector", "print"))) {
            sink.open(Tables.sink(new RowLayout(SCHEMA), new UUID(0, 0), false));
            deliver(sink, 0, ChangeKind.INSERT, 1);
            assertThrows(SinkException.class, sink::flush);
        }
    }

    @Test
    void shouldCountAndForget() {
        try (Sink sink = connector("blackhole").createSink(Tables.table(SCHEMA, "connector", "blackhole"))) {
            sink.open(Tables.sink(new RowLayout(SCHEMA), new UUID(0, 0), false));
            deliver(sink, 7, ChangeKind.INSERT, 1);
            assertEquals(7, sink.flush());
            assertEquals(1, ((io.pelton.connectors.blackhole.BlackholeSink) sink).rows());
        }
    }
}

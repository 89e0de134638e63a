package io.pelton.connectors.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.probe.RecordedOutput;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagenTest {
    private static final Schema SCHEMA = Tables.schema(
            "ts", ColumnType.timestamp(3), "device", ColumnType.string(), "temp", ColumnType.of(TypeKind.DOUBLE),
            "walk", ColumnType.of(TypeKind.DOUBLE), "n", ColumnType.of(TypeKind.INT), "x", ColumnType.decimal(6, 2));
    private static final String[] OPTIONS = {
        "connector", "datagen", "rows-per-second", "0",
        "fields.ts.kind", "sequence-time", "fields.ts.start", "2026-01-01 00:00:00", "fields.ts.step", "1 s",
        "fields.ts.repeat", "3",
        "fields.device.kind", "cycle", "fields.device.start", "1", "fields.device.end", "3",
        "fields.device.prefix", "sensor_", "fields.device.digits", "3",
        "fields.temp.kind", "gaussian", "fields.temp.mean", "22", "fields.temp.stddev", "0.3",
        "fields.temp.drift", "0.1", "fields.temp.period", "60", "fields.temp.spike-start", "25",
        "fields.temp.spike-length", "6", "fields.temp.spike-size", "8", "fields.temp.decimals", "2",
        "fields.walk.kind", "walk", "fields.walk.start", "5", "fields.walk.step", "1", "fields.walk.min", "0",
        "fields.walk.max", "10", "fields.walk.decimals", "3", "fields.walk.null-rate", "0.2",
        "fields.n.min", "-3", "fields.n.max", "3", "fields.x.min", "1", "fields.x.max", "2"};

    private long nowNs;

    private static TableDefinition table(String... more) {
        List<String> all = new ArrayList<>(List.of(OPTIONS));
        all.addAll(List.of(more));
        return Tables.table(SCHEMA, all.toArray(String[]::new));
    }

    private RecordedOutput run(TableDefinition table, List<ResumePosition> resume) {
        DatagenConnector connector = new DatagenConnector();
        assertEquals(List.of(), connector.check(table, true).stream().filter(OptionProblem::isError).toList());
        RowLayout layout = new RowLayout(table.schema());
        RecordedOutput output = new RecordedOutput(layout);
        try (Source source = connector.createSource(table)) {
            source.open(Tables.source(layout, () -> nowNs, resume));
            while (!source.isFinished()) {
                source.poll(output, 7);
            }
        }
        return output;
    }

    @Test
    void shouldGenerateTheSameRowsForTheSameSeed() {
        RecordedOutput first = run(table("number-of-rows", "500"), List.of());
        RecordedOutput again = run(table("number-of-rows", "500"), List.of());
        RecordedOutput other = run(table("number-of-rows", "500", "seed", "43"), List.of());
        assertEquals(500, first.rows.size());
        assertEquals(500, first.end);
        assertEquals(first.rows, again.rows);
        assertNotEquals(first.rows, other.rows);
        assertTrue(first.rows.get(0).startsWith("[2026-01-01T00:00, sensor_001, 2"), first.rows.get(0));
        assertTrue(first.rows.get(4).startsWith("[2026-01-01T00:00:01, sensor_002, 2"), first.rows.get(4));
        double atSpike = Double.parseDouble(first.rows.get(60 + 27).split(", ")[2]);
        assertTrue(atSpike > 31 && atSpike < 35, "temp=" + atSpike);
        long nulls = first.rows.stream().filter(row -> row.split(", ")[3].equals("null")).count();
        assertTrue(nulls > 50 && nulls < 150, "nulls=" + nulls);
        for (String row : first.rows) {
            int n = Integer.parseInt(row.split(", ")[4]);
            double x = Double.parseDouble(row.split(", ")[5].replace("]", ""));
            assertTrue(n >= -3 && n <= 3 && x >= 1 && x <= 2, row);
        }
    }

    @Test
    void shouldResumeBehindAnyRow() {
        RecordedOutput whole = run(table("number-of-rows", "100"), List.of());
        for (int i = 0; i < 100; i += 9) {
            ResumePosition at = new ResumePosition(0, whole.identities.get(0), i, -1, 0, false);
            assertEquals(whole.rows.subList(i + 1, 100), run(table("number-of-rows", "100"), List.of(at)).rows);
        }
        ResumePosition foreign = new ResumePosition(0, "datagen seed=1 fields=0", 5, -1, 0, false);
        assertThrows(SourceException.class, () -> run(table("number-of-rows", "100"), List.of(foreign)));
    }

    @Test
    void shouldKeepToTheRate() {
        TableDefinition table = Tables.table(Tables.schema("n", ColumnType.of(TypeKind.BIGINT)),
                "connector", "datagen", "rows-per-second", "10");
        RowLayout layout = new RowLayout(table.schema());
        RecordedOutput output = new RecordedOutput(layout);
        assertFalse(new DatagenConnector().isBounded(table));
        try (Source source = new DatagenConnector().createSource(table)) {
            source.open(Tables.source(layout, () -> nowNs, List.of()));
            assertEquals(1, source.poll(output, 100));
            assertEquals(0, source.poll(output, 100));
            nowNs += 500_000_000L;
            assertEquals(5, source.poll(output, 100));
            nowNs += 60_000_000_000L;
            assertEquals(10, source.poll(output, 100));
            assertEquals(0, source.poll(output, 100));
            nowNs += 100_000_000L;
            assertEquals(1, source.poll(output, 100));
        }
    }

    @Test
    void shouldEndWithItsSequence() {
        TableDefinition table = Tables.table(Tables.schema("n", ColumnType.of(TypeKind.BIGINT)), "connector", "datagen",
                "rows-per-second", "0", "fields.n.kind", "sequence", "fields.n.start", "5", "fields.n.end", "8");
        assertTrue(new DatagenConnector().isBounded(table));
        assertEquals(List.of("[5]", "[6]", "[7]", "[8]"), run(table, List.of()).rows);
    }

    @Test
    void shouldGenerateEveryTypeByDefault() {
        nowNs = 1_767_225_600_000_000_000L;
        TableDefinition table = Tables.table(Tables.schema(
                "b", ColumnType.of(TypeKind.BOOLEAN), "t", ColumnType.of(TypeKind.TINYINT),
                "s", ColumnType.of(TypeKind.SMALLINT), "l", ColumnType.of(TypeKind.BIGINT),
                "f", ColumnType.of(TypeKind.FLOAT), "d", ColumnType.decimal(5, 2), "w", ColumnType.decimal(30, 3),
                "dt", ColumnType.of(TypeKind.DATE), "tm", new ColumnType(TypeKind.TIME, 0, 0, true),
                "ts", ColumnType.timestamp(3), "lz", ColumnType.timestampLtz(6), "v", ColumnType.varchar(3)),
                "connector", "datagen", "number-of-rows", "20", "rows-per-second", "0");
        RecordedOutput output = run(table, List.of());
        assertEquals(20, output.rows.size());
        assertTrue(output.rows.get(0).contains("2026-01-01T00:00, 2026-01-01T00:00:00Z, "), output.rows.get(0));
    }

    @Test
    void shouldExplainWrongOptions() {
        assertProblem("is not an option of this connector, did you mean 'rows-per-second'?", "rows-per-secnd", "1");
        assertProblem("did you mean 'fields.n.max'?", "fields.n.mx", "1");
        assertProblem("expected a whole number such as 1000, got 'many'", "number-of-rows", "many");
        assertProblem("expected one of", "fields.n.kind", "randm");
        assertProblem("means nothing for the kind random", "fields.n.start", "1");
        assertProblem("expected min <= max", "fields.n.min", "9");
        assertProblem("is not supported: texts have one length", "fields.device.var-len", "true");
    }

    private static void assertProblem(String expected, String key, String value) {
        List<OptionProblem> problems = new DatagenConnector().check(table(key, value), true);
        assertTrue(problems.stream().anyMatch(problem -> problem.isError() && problem.message().contains(expected)),
                problems.toString());
    }
}

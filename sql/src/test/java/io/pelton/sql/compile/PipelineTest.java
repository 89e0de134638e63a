package io.pelton.sql.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.engine.topology.OperatorInput;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.diagnostic.SqlException;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** What becomes one operator and what several, from SQL text; each operator is run by hand. */
class PipelineTest {
    private static final String TABLES = """
            CREATE TABLE a (k INT, v DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
            WITH ('connector' = 'nowhere');
            CREATE TABLE b (ts TIMESTAMP(3), v DOUBLE, k INT, WATERMARK FOR ts AS ts) WITH ('connector' = 'nowhere');
            CREATE TABLE narrow (label VARCHAR(3), v DOUBLE NOT NULL) WITH ('connector' = 'nowhere');
            """;

    private static CompiledPlan compile(String sql) {
        try {
            PhysicalPlan plan = SqlFrontEnd.analyze("test.sql", TABLES + sql).plan();
            return Plans.compile(plan);
        } catch (SqlException failure) {
            throw new AssertionError(failure.getMessage() + failure.diagnostics(), failure);
        }
    }

    private static OperatorDefinition operator(CompiledPlan plan, int index) {
        return plan.topology().pipelines().get(0).operators().get(index);
    }

    private static List<DirectBuffer> run(OperatorDefinition definition, OperatorScript script) {
        OperatorResult result = new OperatorHarness(definition.factory(), definition.output()).check(script);
        assertEquals(List.of(), result.deadLetters());
        return result.rows();
    }

    private static List<List<Object>> values(OperatorDefinition definition, List<DirectBuffer> rows) {
        return rows.stream().map(row -> Plans.read(definition.output(), row)).toList();
    }

    private static RowLayout stream(CompiledPlan plan, int id) {
        return plan.topology().streams().get(id).layout();
    }

    private static OperatorScript readings(CompiledPlan plan, Object... keysValuesTimes) {
        OperatorScript script = new OperatorScript();
        for (int i = 0; i < keysValuesTimes.length; i += 3) {
            long time = ((Integer) keysValuesTimes[i + 2]).longValue();
            script.row(Plans.row(stream(plan, 0), time, keysValuesTimes[i], keysValuesTimes[i + 1], time), 0);
        }
        return script;
    }

    @Test
    void shouldFuseTheLegsOfAUnionIntoOneOperator() {
        CompiledPlan plan = compile("SELECT k, v * 2 AS v FROM a WHERE v > 1 UNION ALL SELECT k, v FROM b;");
        OperatorDefinition union = Plans.only(plan);
        assertEquals(List.of(new OperatorInput(true, 0), new OperatorInput(true, 1)), union.inputs());
        OperatorScript script = readings(plan, 1, 3.0, 0, 2, 0.5, 0);
        script.row(1, Plans.row(stream(plan, 1), 0, 0L, 7.0, 9), 0);
        assertEquals(List.of(List.of(1, 6.0), List.of(9, 7.0)), values(union, run(union, script)));
    }

    @Test
    void shouldAggregateAUnion() {
        CompiledPlan plan = compile("""
                CREATE VIEW u AS SELECT k, v, ts FROM a UNION ALL SELECT k, v, ts FROM b WHERE v > 0;
                SELECT k, COUNT(*) AS n, SUM(v) AS total
                FROM TABLE(TUMBLE(TABLE u, DESCRIPTOR(ts), INTERVAL '1' SECOND))
                GROUP BY k, window_start, window_end;
                """);
        OperatorDefinition aggregate = Plans.only(plan);
        OperatorScript script = readings(plan, 1, 3.0, 0, 1, 4.0, 500);
        script.row(1, Plans.row(stream(plan, 1), 700, 700L, 5.0, 1), 0);
        script.row(1, Plans.row(stream(plan, 1), 800, 800L, -5.0, 1), 0);
        assertEquals(List.of(List.of(1, 3L, 12.0)), values(aggregate, run(aggregate, script.end())));
    }

    @Test
    void shouldCascadeWindows() {
        CompiledPlan plan = compile("""
                CREATE VIEW first AS SELECT k, window_time AS rt, SUM(v) AS total
                FROM TABLE(TUMBLE(TABLE a, DESCRIPTOR(ts), INTERVAL '1' SECOND))
                GROUP BY k, window_start, window_end, window_time HAVING SUM(v) > 1;
                SELECT window_start, window_end, COUNT(*) AS n, MAX(total) AS most
                FROM TABLE(TUMBLE(TABLE first, DESCRIPTOR(rt), INTERVAL '2' SECOND))
                GROUP BY window_start, window_end;
                """);
        assertEquals(2, plan.topology().pipelines().get(0).operators().size());
        OperatorDefinition first = operator(plan, 0);
        OperatorDefinition second = operator(plan, 1);
        assertEquals(List.of(new OperatorInput(false, 0)), second.inputs());
        List<DirectBuffer> middle = run(first, readings(plan, 1, 2.0, 0, 1, 3.0, 10, 2, 0.5, 20, 2, 4.0, 1_500).end());
        assertEquals(2, middle.size());
        OperatorScript script = new OperatorScript();
        middle.forEach(row -> script.row(row, 0));
        assertEquals(List.of(List.of(0L, 2_000L, 2L, 5.0)), values(second, run(second, script.end())));
    }

    @Test
    void shouldAggregateByWindowsThatRowsCarry() {
        CompiledPlan plan = compile("""
                CREATE VIEW first AS SELECT k, window_start, window_end, SUM(v) AS total
                FROM TABLE(HOP(TABLE a, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '2' SECOND))
                GROUP BY k, window_start, window_end;
                SELECT window_end, COUNT(*) AS n, MAX(total) AS most FROM first GROUP BY window_start, window_end;
                """);
        OperatorDefinition first = operator(plan, 0);
        OperatorDefinition second = operator(plan, 1);
        OperatorScript script = new OperatorScript();
        run(first, readings(plan, 1, 2.0, 500, 2, 3.0, 600).end()).forEach(row -> script.row(row, 0));
        assertEquals(List.of(List.of(1_000L, 2L, 3.0), List.of(2_000L, 2L, 3.0)),
                values(second, run(second, script.end())));
    }

    @Test
    void shouldGiveARowPerWindowWithoutAggregation() {
        CompiledPlan plan = compile("""
                SELECT k, window_start, window_end
                FROM TABLE(HOP(TABLE a, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '3' SECOND))
                WHERE v > 1 AND window_start >= TIMESTAMP '1970-01-01 00:00:00';
                """);
        OperatorDefinition assign = Plans.only(plan);
        assertEquals(3, assign.factory().get().maxRowsPerRow());
        assertEquals(List.of(List.of(1, 1_000L, 4_000L), List.of(1, 0L, 3_000L)),
                values(assign, run(assign, readings(plan, 1, 2.0, 1_500, 2, 0.5, 1_500))));
        CompiledPlan cumulate = compile("""
                SELECT window_start, window_end
                FROM TABLE(CUMULATE(TABLE a, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '3' SECOND));
                """);
        assertEquals(List.of(List.of(3_000L, 5_000L), List.of(3_000L, 6_000L)),
                values(Plans.only(cumulate), run(Plans.only(cumulate), readings(cumulate, 1, 2.0, 4_000))));
    }

    @Test
    void shouldRefuseWhatTheSinkCannotHold() {
        OperatorDefinition calc = Plans.only(compile("INSERT INTO narrow SELECT CAST(k AS STRING), v FROM a;"));
        CompiledPlan plan = compile("INSERT INTO narrow SELECT CAST(k AS STRING), v FROM a;");
        OperatorResult result = new OperatorHarness(calc.factory(), calc.output())
                .check(readings(plan, 999, 1.0, 0, 1_000, 1.0, 0, 1, null, 0, null, 2.0, 0));
        assertEquals(List.of("VALUE_TOO_LONG label", "NOT_NULL_VIOLATED v"), result.deadLetters());
        assertEquals(2, result.rows().size());
        assertEquals(2, result.counters().refused);
        assertEquals(2, result.counters().used);
    }

    @Test
    void shouldAllocateNothingForTextFunctions() {
        CompiledPlan plan = compile("""
                SELECT UPPER(CONCAT('device-', CAST(k AS STRING), '/', CAST(v AS STRING))),
                    SUBSTRING(CAST(ts AS STRING), 3, 8),
                    DATE_FORMAT(ts, 'yyyyMMdd'), CAST(CAST(v AS STRING) AS DOUBLE), CAST(v AS DECIMAL(20, 3)) * 2,
                    ROUND(v, 2),
                    REPLACE(CAST(k AS STRING), '1', 'one'), EXTRACT(DOY FROM ts), TO_TIMESTAMP(CAST(ts AS STRING))
                FROM a WHERE CAST(k AS STRING) LIKE '%1%' OR v > 3;
                """);
        OperatorDefinition calc = Plans.only(plan);
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            rows.addAll(List.of(i % 1_000, i * 7 % 1_000 / 16.0, i * 1_000));
        }
        long bytes = new OperatorHarness(calc.factory(), calc.output()).allocatedBytes(readings(plan, rows.toArray()));
        assertTrue(bytes < 2_048, "not one object per 300 rows is allowed: bytes=" + bytes);
    }

    @Test
    void shouldSayWhichFunctionsAllocate() {
        assertEquals(List.of(), compile("SELECT UPPER(CAST(k AS STRING)) FROM a;").allocating());
        assertEquals(List.of("DATE_FORMAT", "MD5", "REGEXP_EXTRACT"), compile("""
                SELECT MD5('a'), REGEXP_EXTRACT('a', 'a'), DATE_FORMAT(ts, 'EEE') FROM a;
                """).allocating());
    }

    @Test
    void shouldRefuseLongWindowsInAZoneWithDaylightSaving() {
        String table = """
                SET 'table.local-time-zone' = 'Europe/Berlin';
                CREATE TABLE z (v INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts) WITH ('connector' = 'nowhere');
                SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE z, DESCRIPTOR(ts), INTERVAL '%s'))
                GROUP BY window_start, window_end;
                """;
        String day = String.format(table, "1' DAY(2) --").replace("' DAY(2) --'", "' DAY");
        String hour = table.replace("'%s'", "'1' HOUR");
        assertTrue(assertThrows(CompileException.class, () -> compile(day)).getMessage().contains("daylight"));
        CompiledPlan plan = compile(hour);
        OperatorDefinition aggregate = Plans.only(plan);
        OperatorScript script = new OperatorScript()
                .row(Plans.row(stream(plan, 0), 1_800_000L, 1, 1_800_000L), 0).end();
        assertEquals(List.of(List.of(3_600_000L, 1L)), values(aggregate, run(aggregate, script)));
    }
}

package io.pelton.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.Column;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.diagnostic.SqlException;
import io.pelton.sql.explain.PlanExplainer;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlFrontEndTest {
    private static final String TABLES = """
            CREATE TEMPORARY TABLE b (x INT NOT NULL, y AS x * 2, PRIMARY KEY (x) NOT ENFORCED) \
            WITH ('connector' = 'datagen');
            CREATE TABLE IF NOT EXISTS a (x INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
                WITH ('connector' = 'datagen');
            CREATE TABLE unused (x INT) WITH ('connector' = 'datagen');
            CREATE TABLE o (x INT) WITH ('connector' = 'blackhole');
            """;

    /** The statements of the seed, word for word; the connector is another. */
    @Test
    void shouldTakeTheSeedsStatementAsItIsWritten() throws SqlException {
        AnalyzedScript script = SqlFrontEnd.analyze("seed.sql", """
                    CREATE TABLE sensor_readings (
                        sensor_id STRING,
                        temperature DOUBLE,
                        humidity DOUBLE,
                        timestamp TIMESTAMP(3),
                        WATERMARK FOR timestamp AS timestamp - INTERVAL '5' SECOND
                    ) WITH (
                        'connector' = 'filesystem'
                    );

                    SELECT
                        sensor_id,
                        TUMBLE_START(timestamp, INTERVAL '5' MINUTE) AS window_start,
                        AVG(temperature) AS avg_temp,
                        MAX(temperature) AS max_temp,
                        MIN(temperature) AS min_temp,
                        COUNT(*) AS reading_count
                    FROM sensor_readings
                    GROUP BY sensor_id, TUMBLE(timestamp, INTERVAL '5' MINUTE)
                """);
        assertEquals(List.of("sensor_id STRING", "window_start TIMESTAMP(3) NOT NULL", "avg_temp DOUBLE",
                "max_temp DOUBLE",
                "min_temp DOUBLE", "reading_count BIGINT NOT NULL"), columns(script.plan().sinks().get(0)));
        assertEquals(List.of(Severity.WARNING, Severity.WARNING),
                script.diagnostics().stream().map(diagnostic -> diagnostic.severity()).toList());
        assertEquals(List.of(5, 13), script.diagnostics().stream().map(diagnostic -> diagnostic.line()).toList());
    }

    private static List<String> columns(SinkTable sink) {
        return sink.schema().columns().stream().map(SqlFrontEndTest::text).toList();
    }

    private static String text(Column column) {
        return column.name() + " " + column.type().sql();
    }

    @Test
    void shouldNumberStreamsAndSinksInOrderOfTheirDeclaration() throws SqlException {
        PhysicalPlan plan = SqlFrontEnd.analyze("s", TABLES
                + "INSERT INTO o SELECT x FROM a; SELECT y FROM b; INSERT INTO b SELECT x FROM a WHERE x IS NOT "
                + "NULL").plan();
        assertEquals(List.of("0 b", "1 a"), plan.sources().stream().map(s -> s.streamId() + " " + s.name()).toList());
        assertEquals(List.of("0 b", "1 o", "2 print"), plan.sinks().stream().map(s -> s.sinkId() + " "
                + s.name()).toList());
        assertEquals(List.of(1, 2, 0), plan.inserts().stream().map(i -> i.sinkId()).toList());
        assertEquals(List.of("x"), plan.sinks().get(0).primaryKey());
        assertEquals(List.of("x INT NOT NULL"), columns(plan.sinks().get(0)));
    }

    @Test
    void shouldGiveEventTimeAndWatermarkOverPhysicalColumns() throws SqlException {
        PhysicalPlan plan = SqlFrontEnd.analyze("s", "CREATE TABLE t (s STRING, l STRING, ts AS TO_TIMESTAMP(s),"
                + " WATERMARK FOR ts AS ts - INTERVAL '1' SECOND) WITH ('connector' = 'datagen');"
                + "SELECT ts FROM t; CREATE TABLE n (x INT) WITH ('connector' = 'datagen'); SELECT x FROM n").plan();
        SourceTable table = plan.sources().get(0);
        assertEquals(List.of("s", "l"), table.physical().columns().stream().map(Column::name).toList());
        assertTrue(PlanExplainer.explain(plan, (insert, aggregation) -> null).contains("TO_TIMESTAMP(s)"));
        assertTrue(table.watermark().toString().contains("TO_TIMESTAMP"));
        assertNull(plan.sources().get(1).watermark());
    }

    @Test
    void shouldCollectSettingsAndExplainOnly() throws SqlException {
        AnalyzedScript script = SqlFrontEnd.analyze("s", TABLES
                + "SET 'pelton.keys.max' = '5'; EXPLAIN SELECT x FROM a; SELECT x FROM b");
        assertEquals(Map.of("pelton.keys.max", "5"), script.plan().settings());
        assertEquals(1, script.explained().size());
        assertEquals(1, script.plan().inserts().size());
    }

    @Test
    void shouldTakeQualifiedNamesAndReplacedViews() throws SqlException {
        PhysicalPlan plan = SqlFrontEnd.analyze("s", TABLES + "CREATE VIEW v AS SELECT x FROM a;"
                + "CREATE OR REPLACE VIEW v (z) AS SELECT x + 1 FROM a; CREATE VIEW IF NOT EXISTS v AS SELECT x FROM b;"
                + "INSERT INTO default_catalog.default_database.o SELECT v.z FROM default_database.v").plan();
        assertEquals(List.of("a"), plan.sources().stream().map(SourceTable::name).toList());
    }
}

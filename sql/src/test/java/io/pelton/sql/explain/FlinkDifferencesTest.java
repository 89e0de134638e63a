package io.pelton.sql.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.sql.AnalyzedScript;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.diagnostic.SqlException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlinkDifferencesTest {

    private static List<String> differences(String sql) throws SqlException {
        AnalyzedScript script = SqlFrontEnd.analyze("rules.sql", sql);
        return FlinkDifferences.of(script.plan(), script.diagnostics());
    }

    @Test
    void shouldSayNothingAboutWhatFlinkTakesAsItIs() throws SqlException {
        assertEquals(List.of(),
                differences("CREATE TABLE t (id STRING) WITH ('connector' = 'filesystem', 'format' = 'csv');"
                + "CREATE TABLE o (id STRING) WITH ('connector' = 'print'); INSERT INTO o SELECT id FROM t"));
    }

    @Test
    void shouldNameEachDifference() throws SqlException {
        assertEquals(List.of(
                "line 1: `timestamp` is a reserved word; read as a name here (3 times in this statement); "
                        + "Flink refuses it without quotes; write `timestamp`",
                "table t: Flink refuses the option 'csv.header'; "
                        + "give the file without its header line there, or name the columns in a view",
                "table o: Flink ships no connector 'mqtt'; keep CREATE TABLE in a file of its own for each target",
                "SET 'pelton.keys.max': Flink doesn't know it and keeps no such limit",
                "SET 'table.exec.emit.allow-lateness': Flink ignores it unless 'table.exec.emit.late-fire.enabled' "
                + "is true, "
                        + "and then takes GROUP BY TUMBLE(…) but no window table functions",
                "watermarks advance with every row here and every 200 ms in Flink, so other rows may be late there; "
                        + "SET 'pipeline.auto-watermark-interval' = '0 ms' makes it the same"),
                differences("CREATE TABLE t (id STRING, timestamp TIMESTAMP(3), WATERMARK FOR timestamp AS timestamp)"
                        + " WITH ('connector' = 'filesystem', 'csv.header' = 'true');\n"
                        + "CREATE TABLE o (id STRING, c BIGINT) WITH ('connector' = 'mqtt');\n"
                        + "SET 'pelton.keys.max' = '10'; SET 'table.exec.emit.allow-lateness' = '1 min';\n"
                        + "INSERT INTO o SELECT id, COUNT(*) FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(`timestamp`), "
                        + "INTERVAL '1' MINUTE))"
                        + " GROUP BY id, window_start, window_end"));
    }
}

package io.pelton.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.connector.SinkBudget;
import io.pelton.gateway.script.Script;
import io.pelton.gateway.script.ScriptRefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private static final String SQL = """
            CREATE TABLE readings (device STRING, temp DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
              WITH ('connector' = 'datagen', 'number-of-rows' = '10');
            CREATE TABLE means (device STRING, mean DOUBLE) WITH ('connector' = 'print');
            INSERT INTO means SELECT device, AVG(temp) \
            FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
              GROUP BY device, window_start, window_end;
            """;

    private static CheckReport check(String sql, Map<String, String> settings) {
        return CheckReport.of(Script.ofText("rules", sql), settings);
    }

    @Test
    void shouldShowThePlanAndItsMemoryAtTheLimits() {
        CheckReport report = check(SQL, Map.of("pelton.keys.max", "500"));
        assertTrue(report.isBounded());
        assertTrue(report.plan().contains("INSERT INTO means"), report.plan());
        assertEquals(List.of(500), report.operators().stream().map(operator -> operator.maxKeys()).toList());
        assertTrue(report.operators().get(0).maxStateBytes() > 500L * 8, report.operators().toString());
        assertTrue(report.generatedCode().contains("class"), report.generatedCode());
    }

    @Test
    void shouldSayWhatFlinkWouldDoDifferently() {
        List<String> differences = check("SET 'pelton.keys.max' = '7';\n" + SQL, Map.of()).flinkDifferences();
        assertTrue(differences.stream().anyMatch(difference -> difference.contains("pelton.keys.max")),
                differences.toString());
    }

    @Test
    void shouldRefuseAWrongOptionAtItsTable() {
        ScriptRefusedException refused = assertThrows(ScriptRefusedException.class,
                () -> check(SQL.replace("number-of-rows", "number-of-row"), Map.of()));
        assertTrue(refused.getMessage().startsWith("rules:1:14: error: table readings"), refused.getMessage());
    }

    @Test
    void shouldRefuseAConnectorThatDoesNotExist() {
        ScriptRefusedException refused = assertThrows(ScriptRefusedException.class,
                () -> check(SQL.replace("'print'", "'prnt'"), Map.of()));
        assertTrue(refused.getMessage().contains("there is no connector 'prnt'"), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("rules:3:"), refused.getMessage());
    }

    @Test
    void shouldRefuseASettingThatDoesNotExistOrCannotBeRead() {
        ScriptRefusedException unknown = assertThrows(ScriptRefusedException.class,
                () -> check("SET 'pelton.keys.maxx' = '7';\n" + SQL, Map.of()));
        assertTrue(unknown.getMessage().startsWith("rules:1:5: error: 'pelton.keys.maxx'"), unknown.getMessage());
        ScriptRefusedException unreadable = assertThrows(ScriptRefusedException.class,
                () -> check("SET 'pelton.snapshot.interval' = 'often';\n" + SQL, Map.of()));
        assertTrue(unreadable.getMessage().contains("pelton.snapshot.interval"), unreadable.getMessage());
    }

    @Test
    void shouldExplainQueries() {
        CheckReport report = check(SQL + "EXPLAIN SELECT device FROM readings WHERE temp > 30;", Map.of());
        assertEquals(1, report.explained().size());
        assertFalse(report.explained().get(0).isBlank());
    }

    @Test
    void shouldShowWhatMayBeOnTheDisk() {
        DiskPolicy plain = check(SQL, Map.of()).disk();
        assertEquals(List.of(new DiskPolicy.Sink("means", new SinkBudget(1L << 30, false))), plain.sinks());
        assertTrue(plain.text().contains("at most 1 gb and what is of the last 7 d"), plain.text());
        String sql = SQL.replace("'connector' = 'print'",
                "'connector' = 'print', 'sink.disk-budget' = '300 mb', 'sink.disk-policy' = 'expire'")
                .replace("'datagen', 'number-of-rows' = '10'", "'datagen', 'pelton.sheddable' = 'true'");
        CheckReport report = check(sql, Map.of("pelton.disk.stop", "97 %", "pelton.retention.age", ""));
        assertEquals(List.of("readings"), report.disk().sheddable());
        assertTrue(report.disk().text().contains("means: up to 300 mb behind, then expire"), report.disk().text());
        assertTrue(report.disk().text().contains("warn at 85 %, shed readings at 90 %, take nothing in at 97 %"),
                report.disk().text());
        assertEquals(check(SQL.replace("'datagen', 'number-of-rows' = '10'", "'datagen'"), Map.of()).planHash(),
                report.planHash(), "state goes on under another disk policy");
    }

    @Test
    void shouldRefuseADiskPolicyThatCannotBe() {
        assertRefused("'pelton.shedable' is no option", "'number-of-rows' = '10'", "'pelton.shedable' = 'true'");
        assertRefused("expected true or false", "'number-of-rows' = '10'", "'pelton.sheddable' = 'yes'");
        assertRefused("expected block or expire", "'connector' = 'print'",
                "'connector' = 'print', 'sink.disk-policy' = 'drop'");
        assertRefused("'sink.disk-budget'", "'connector' = 'print'",
                "'connector' = 'print', 'sink.disk-budget' = 'much'");
        assertRefused("at least two journal segments", "'connector' = 'print'",
                "'connector' = 'print', 'sink.disk-policy' = 'expire', 'sink.disk-budget' = '10 mb'");
        String bounded = check(SQL.replace("'number-of-rows' = '10'",
                "'number-of-rows' = '10', 'pelton.sheddable' = 'true'"), Map.of()).findings();
        assertTrue(bounded.contains("waits for room"), bounded);
    }

    private static void assertRefused(String message, String old, String replacement) {
        ScriptRefusedException refused = assertThrows(ScriptRefusedException.class,
                () -> check(SQL.replace(old, replacement), Map.of()));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }
}

package io.pelton.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}

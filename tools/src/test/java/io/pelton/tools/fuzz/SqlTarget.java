package io.pelton.tools.fuzz;

import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.gateway.script.ScriptRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text of up to 4 KB as a script: planned, or refused with findings. */
final class SqlTarget implements FuzzTarget {
    private static final int MAX_BYTES = 4 << 10;
    private static final String TABLES = "CREATE TABLE s (device STRING, temp DOUBLE, n INT, d DECIMAL(10, 2), "
            + "ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');\n"
            + "CREATE TABLE o (device STRING, n BIGINT) WITH ('connector' = 'blackhole');\n";

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed(TABLES + "INSERT INTO o SELECT device, COUNT(*) FROM TABLE(TUMBLE(TABLE s, DESCRIPTOR(ts), "
                        + "INTERVAL '10' SECOND)) GROUP BY device, window_start, window_end;"),
                seed(TABLES + "SELECT UPPER(device) || 'x', CASE WHEN temp > 1.5 THEN n END, CAST(d AS INT) FROM s "
                        + "WHERE temp BETWEEN 0 AND 9 AND device LIKE 'a%' OR n IN (1, 2, 3);"),
                seed(TABLES + "CREATE VIEW v AS SELECT * FROM s; INSERT INTO o SELECT device, n FROM v UNION ALL "
                        + "SELECT device, n + 1 FROM v;"),
                seed("SET 'pelton.memory.max' = '8 mb'; EXPLAIN SELECT 1"), seed("SELECT ((((1))))"), seed(""),
                seed(TABLES + "SELECT EXTRACT(DAY FROM ts), ts + INTERVAL '1' DAY, POSITION('a' IN device), "
                        + "TRIM(BOTH ' ' FROM device), 1e400, 0x1F, X'41', U&'\\00e9', -n, n / 0 FROM s /* c */ -- d"));
    }

    private static byte[] seed(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void run(byte[] input) {
        String text = new String(input, 0, Math.min(input.length, MAX_BYTES), StandardCharsets.UTF_8);
        try {
            ScriptPlanner.analyze(Script.ofText("fuzz", text));
        } catch (ScriptRefusedException e) {
            Findings.require(!e.getMessage().isBlank(), "refused without a finding");
        }
    }
}

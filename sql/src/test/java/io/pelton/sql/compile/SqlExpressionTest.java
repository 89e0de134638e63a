package io.pelton.sql.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.diagnostic.SqlException;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * SQL text to value, one table per family: {@code expression -> value as text}. The values are those that Flink gives.
 */
class SqlExpressionTest {
    private static final String TABLE = """
            CREATE TABLE t (i INT NOT NULL, n INT, d DOUBLE NOT NULL, s STRING NOT NULL, z STRING,
                ts TIMESTAMP(3) NOT NULL, c DECIMAL(10, 2) NOT NULL,
                b BOOLEAN, l BIGINT NOT NULL, dt DATE NOT NULL, w DECIMAL(30, 10) NOT NULL)
            WITH ('connector' = 'nowhere');
            """;
    private static final long TS = 1_709_210_096_789L;

    /**
     * Evaluates over i=7 n=NULL d=2.5 s='Grüße' z=NULL ts=2024-02-29 12:34:56.789 c=12.34 b=NULL l=-9 dt=2024-01-31
     * w=1.5.
     */
    private static List<Object> evaluate(List<String> expressions) {
        StringBuilder query = new StringBuilder(TABLE).append("SELECT ");
        for (int i = 0; i < expressions.size(); i++) {
            query.append(i == 0 ? "" : ", ").append(expressions.get(i)).append(" AS x").append(i);
        }
        CompiledPlan compiled;
        try {
            compiled = Plans.compile(SqlFrontEnd.analyze("test.sql", query.append(" FROM t;").toString()).plan());
        } catch (SqlException failure) {
            throw new AssertionError(failure.getMessage() + failure.diagnostics(), failure);
        }
        OperatorDefinition definition = Plans.only(compiled);
        RowLayout layout = compiled.topology().streams().get(0).layout();
        OperatorScript script = new OperatorScript().row(Plans.row(layout, 0, 7, null, 2.5, "Grüße", null, TS,
                new BigDecimal("12.34"), null, -9L, 19_753, new BigDecimal("1.5")), 0);
        OperatorResult result = new OperatorHarness(definition.factory(), definition.output()).check(script);
        if (result.rows().isEmpty()) {
            return List.of(result.deadLetters());
        }
        return Plans.read(definition.output(), result.rows().get(0));
    }

    private static void check(String... expressionsAndValues) {
        List<String> expressions = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < expressionsAndValues.length; i += 2) {
            expressions.add(expressionsAndValues[i]);
            expected.add(expressionsAndValues[i] + " = " + expressionsAndValues[i + 1]);
        }
        List<Object> values = evaluate(expressions);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            found.add(expressions.get(i) + " = " + values.get(i));
        }
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void shouldComputeArithmetic() {
        check("7 / 2", "3", "i / 2", "3", "-i / 2", "-3", "i % 4", "3", "MOD(l, 4)", "-1", "i * 1.1", "7.7",
                "c * 2", "24.68", "c / 3", "4.1133333333333", "c + w", "13.8400000000", "d * 2", "5.0", "i + n", "null",
                "ABS(l)", "9", "-d", "-2.5", "CEIL(c)", "13", "FLOOR(c)", "12", "FLOOR(-d)", "-3.0", "ROUND(d)", "3.0",
                "ROUND(d * 1.111, 2)", "2.78", "ROUND(c, 1)", "12.3", "TRUNCATE(c, 1)", "12.3", "ROUND(i, -1)", "10",
                "SIGN(l)", "-1", "SQRT(d * 10)", "5.0", "POWER(i, 2)", "49.0", "LN(EXP(1.0))", "1.0", "LOG10(100)",
                "2.0",
                "LOG2(8)", "3.0", "DEGREES(PI())", "180.0", "GREATEST(i, 3, 9)", "9", "LEAST(i, n)", "null",
                "d / 0", "Infinity");
    }

    @Test
    void shouldComputeLogic() {
        check("i > 5 AND d < 3", "true", "i > 5 AND b", "null", "i < 5 AND b", "false", "i > 5 OR b", "true", "NOT b",
                "null",
                "n IS NULL", "true", "b IS TRUE", "false", "b IS NOT FALSE", "true", "i IN (1, 7, 9)", "true",
                "i NOT IN (1, 2)", "true", "n IN (1, 2)", "null", "i BETWEEN 7 AND 8", "true", "i IS DISTINCT FROM n",
                "true",
                "n IS NOT DISTINCT FROM NULL", "true", "CASE WHEN i > 100 THEN 'x' WHEN i > 5 THEN 'yes' ELSE 'no' END",
                "yes",
                "CASE WHEN i > 100 THEN 'x' END", "null", "COALESCE(n, i)", "7", "NULLIF(i, 7)", "null", "NULLIF(i, 8)",
                "7",
                "IF(i > 3, 'a', 'b')", "a", "IFNULL(n, 5)", "5", "s LIKE 'Gr%e'", "true", "s LIKE 'Gr_e'", "false",
                "c > 12.339", "true", "c = 12.34", "true", "w < 1.50000001", "true",
                "CASE WHEN i = 7 THEN 1 ELSE i / 0 END", "1");
    }

    @Test
    void shouldComputeText() {
        check("UPPER(s)", "GRÜSSE", "LOWER(s)", "grüße", "CHAR_LENGTH(s)", "5", "SUBSTRING(s, 3, 2)", "üß",
                "SUBSTRING(s, 4)", "ße",
                "SUBSTRING(s FROM -2)", "ße", "s || '!'", "Grüße!", "CONCAT(s, '-', 'x')", "Grüße-x", "s || z", "null",
                "CONCAT_WS(',', s, z, 'x')", "Grüße,x", "TRIM('  a ')", "a", "TRIM(LEADING 'x' FROM 'xxay')", "ay",
                "LTRIM(' a')", "a", "RTRIM('a ')", "a", "REPLACE(s, 'üß', 'u')", "Grue", "POSITION('ß' IN s)", "4",
                "LEFT(s, 2)", "Gr", "RIGHT(s, 2)", "ße", "LPAD('7', 3, '0')", "007", "RPAD(s, 7, 'xy')", "Grüßexy",
                "REVERSE('abc')", "cba", "REPEAT('ab', 2)", "abab", "SPLIT_INDEX('a,b,,c', ',', 3)", "c",
                "SPLIT_INDEX('a;b', 59, 1)", "b", "SPLIT_INDEX('a,b', ',', 7)", "null", "INITCAP('hello wORLD')",
                "Hello World",
                "REGEXP_EXTRACT('foothebar', 'foo(.*?)(bar)', 2)", "bar", "REGEXP_REPLACE('foobar', 'oo|ar', '')", "fb",
                "REGEXP('abc', 'b')", "true", "MD5('a')", "0cc175b9c0f1b6a831c399e269772661", "HEX(255)", "FF",
                "HEX('a')", "61",
                "ASCII('a')", "97", "CHR(65)", "A", "STARTSWITH(s, 'Gr')", "true", "ENDSWITH(s, 'x')", "false",
                "JSON_VALUE('{\"a\": {\"b\": 5}}', '$.a.b')", "5",
                "JSON_VALUE('{\"a\": 1.50}', '$.a')", "1.50", "INSTR(s, 'ß')", "4");
    }

    @Test
    void shouldComputeTimes() {
        check("EXTRACT(YEAR FROM ts)", "2024", "EXTRACT(DOY FROM ts)", "60", "HOUR(ts)", "12", "DAYOFWEEK(ts)", "5",
                "WEEK(ts)", "9", "QUARTER(ts)", "1", "CAST(FLOOR(ts TO HOUR) AS STRING)", "2024-02-29 12:00:00.000",
                "CAST(CEIL(ts TO MONTH) AS STRING)", "2024-03-01 00:00:00.000",
                "TIMESTAMPDIFF(DAY, ts, TIMESTAMP '2024-03-02 12:34:57')",
                "2", "CAST(ts + INTERVAL '1' DAY AS STRING)", "2024-03-01 12:34:56.789",
                "CAST(dt + INTERVAL '1' MONTH AS STRING)",
                "2024-02-29", "CAST(ts - INTERVAL '2' MINUTE AS STRING)", "2024-02-29 12:32:56.789",
                "CAST(TIMESTAMPADD(HOUR, -1, ts) AS STRING)", "2024-02-29 11:34:56.789",
                "DATE_FORMAT(ts, 'yyyy/MM/dd HH:mm')",
                "2024/02/29 12:34", "DATE_FORMAT(ts, 'EEE d MMM')", "Thu 29 Feb",
                "TO_TIMESTAMP('2024-02-29 12:34:56.789')",
                Long.toString(TS), "TO_TIMESTAMP('nonsense')", "null", "TO_TIMESTAMP('29.02.2024 12', 'dd.MM.yyyy HH')",
                "1709208000000", "TO_TIMESTAMP_LTZ(1000, 3)", "1000", "TO_TIMESTAMP_LTZ(1, 0)", "1000",
                "TO_DATE('2024-01-31')", "19753",
                "FROM_UNIXTIME(0)", "1970-01-01 00:00:00", "UNIX_TIMESTAMP('1970-01-01 00:00:05')", "5",
                "CONVERT_TZ('2024-07-01 12:00:00', 'UTC', 'Europe/Berlin')", "2024-07-01 14:00:00", "CURRENT_DATE", "0",
                "CAST(ts AS DATE)", "19782", "CAST(CAST(ts AS TIME) AS STRING)", "12:34:56");
    }

    @Test
    void shouldCast() {
        check("CAST(d AS INT)", "2", "CAST(-2.9 AS INT)", "-2", "CAST(s AS STRING)", "Grüße", "CAST(s AS VARCHAR(3))",
                "Grü",
                "CAST(i AS STRING)", "7", "CAST(d AS STRING)", "2.5", "CAST(c AS STRING)", "12.34", "CAST(b AS STRING)",
                "null",
                "CAST(TRUE AS STRING)", "TRUE", "CAST('12' AS INT)", "12", "CAST(' 12 ' AS BIGINT)", "12",
                "TRY_CAST(s AS INT)", "null",
                "CAST('1.5' AS DOUBLE)", "1.5", "CAST('12.345' AS DECIMAL(5, 2))", "12.35",
                "CAST(IF(n IS NULL, 1234.5, n) AS DECIMAL(3, 1))", "null",
                "CAST('2024-02-29 12:34:56.789' AS TIMESTAMP(3))", Long.toString(TS), "TRY_CAST('x' AS TIMESTAMP(3))",
                "null",
                "CAST('2024-01-31' AS DATE)", "19753", "CAST('true' AS BOOLEAN)", "true", "CAST(i AS DECIMAL(10, 2))",
                "7.00",
                "CAST(300 AS TINYINT)", "44", "CAST(1e20 AS STRING)", "1.0E20", "CAST(i AS BOOLEAN)", "true");
    }

    @Test
    void shouldRefuseARowThatCannotBeComputed() {
        assertEquals("[[EXPRESSION_FAILED division by zero]]", evaluate(List.of("i / (i - 7)")).toString());
        assertEquals("[[EXPRESSION_FAILED the text can't be cast to the wanted type, see TRY_CAST]]",
                evaluate(List.of("CAST(s AS INT)")).toString());
    }
}

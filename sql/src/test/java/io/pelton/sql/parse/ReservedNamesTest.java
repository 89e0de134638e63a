package io.pelton.sql.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.sql.diagnostic.Diagnostics;
import io.pelton.sql.diagnostic.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedNamesTest {

    /** The statement with what was found in square brackets. */
    private static String found(String sql) {
        SourceText source = new SourceText("t.sql", sql);
        ReservedNames names = new ReservedNames();
        StringBuilder text = new StringBuilder(sql);
        List<Token> all = StatementSplitter.split(Tokenizer.tokens(source, new Diagnostics())).stream()
                .flatMap(statement -> names.find(statement).stream()).collect(Collectors.toList());
        for (int i = all.size() - 1; i >= 0; i--) {
            text.insert(all.get(i).end(), ']').insert(all.get(i).start(), '[');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SELECT timestamp FROM t | SELECT [timestamp] FROM t",
        "SELECT t.timestamp, date FROM t | SELECT t.[timestamp], [date] FROM t",
        "SELECT x AS timestamp FROM t | SELECT x AS [timestamp] FROM t",
        "SELECT CAST(x AS TIMESTAMP) FROM t | SELECT CAST(x AS TIMESTAMP) FROM t",
        "SELECT CAST(timestamp AS TIMESTAMP(3)) FROM t | SELECT CAST([timestamp] AS TIMESTAMP(3)) FROM t",
        "SELECT TRY_CAST(date AS DATE) FROM t | SELECT TRY_CAST([date] AS DATE) FROM t",
        "SELECT id FROM t WHERE timestamp > TIMESTAMP '2026-01-01 00:00:00' | SELECT id FROM t WHERE [timestamp] > "
        + "TIMESTAMP '2026-01-01 00:00:00'",
        "SELECT FLOOR(time TO HOUR), EXTRACT(DAY FROM date) FROM t | SELECT FLOOR([time] TO HOUR), EXTRACT(DAY FROM "
        + "[date]) FROM t",
        "SELECT `timestamp`, 'timestamp' FROM t -- timestamp | SELECT `timestamp`, 'timestamp' FROM t -- timestamp",
        "CREATE TABLE t (timestamp TIMESTAMP(3), d DATE, time TIME) | CREATE TABLE t ([timestamp] TIMESTAMP(3), d "
        + "DATE, [time] TIME)",
        "CREATE TABLE t (ts TIMESTAMP, x AS CAST(s AS DATE)) | CREATE TABLE t (ts TIMESTAMP, x AS CAST(s AS DATE))",
        "CREATE TABLE t (WATERMARK FOR timestamp AS timestamp - INTERVAL '5' SECOND) | CREATE TABLE t (WATERMARK FOR "
        + "[timestamp] AS [timestamp] - INTERVAL '5' SECOND)",
        "CREATE TABLE t (PRIMARY KEY (timestamp) NOT ENFORCED) | CREATE TABLE t (PRIMARY KEY ([timestamp]) NOT "
        + "ENFORCED)",
        "SELECT value FROM t | SELECT value FROM t",
        "CREATE TABLE t (value DOUBLE); SELECT value FROM t | CREATE TABLE t ([value] DOUBLE); SELECT [value] FROM t",
        "SELECT x FROM TABLE(TUMBLE(SIZE => y, OFFSET => z)) | SELECT x FROM TABLE(TUMBLE(SIZE => y, [OFFSET] => z))",
        "SELECT x FROM t OFFSET 5 | SELECT x FROM t OFFSET 5"
    })
    void shouldQuoteReservedWordsOnlyWhereTheyAreNames(String sql, String expected) {
        assertEquals(expected, found(sql));
    }

    @Test
    void shouldKeepStatementSetsTogetherAndCutOtherwise() {
        String sql = "SET 'a;b' = 'c'; /* ; */ EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b "
                + "SELECT 2; END; SELECT 3";
        List<List<Token>> statements =
                StatementSplitter.split(Tokenizer.tokens(new SourceText("t.sql", sql), new Diagnostics()));
        assertEquals(List.of("SET", "EXECUTE", "SELECT"),
                statements.stream().map(statement -> statement.get(0).text()).toList());
    }
}

package io.pelton.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pelton.sql.diagnostic.SqlException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every expression has the type that Flink gives it, or is refused; where we differ the table says so. */
class TypeOracleTest {

    private static final String AGGREGATE = "agg ";

    /** An expression with the answer that we give. */
    private record Expectation(String expression, String answer) {
        boolean refused() {
            return answer.equals("refused");
        }

        boolean aggregate() {
            return expression.startsWith(AGGREGATE);
        }

        String column(int number) {
            return (aggregate() ? expression.substring(AGGREGATE.length()) : expression) + " AS x" + number;
        }
    }

    private static Stream<Expectation> expectations() {
        return Snapshots.text("flink-types.tsv").lines().filter(line -> !line.startsWith("#")).map(line -> {
            String[] columns = line.split("\t");
            return new Expectation(columns[0], columns[columns.length - 1]);
        });
    }

    static List<String> refused() {
        return expectations().filter(Expectation::refused).map(e -> query(List.of(e))).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTypeExpressionsAsFlinkDoes(boolean aggregates) throws SqlException {
        List<Expectation> all = expectations().filter(e -> !e.refused() && e.aggregate() == aggregates).toList();
        AnalyzedScript script = analyze(query(all));
        List<String> types = script.plan().sinks().get(0).schema().columns().stream().map(c -> c.type().sql()).toList();
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            expected.append(all.get(i).expression()).append("  ").append(all.get(i).answer()).append('\n');
            actual.append(all.get(i).expression()).append("  ").append(types.get(i)).append('\n');
        }
        assertEquals(expected.toString(), actual.toString());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatFlinkRefusesOrWhatWeCannotDoYet(String query) {
        assertThrows(SqlException.class, () -> analyze(query));
    }

    private static AnalyzedScript analyze(String query) throws SqlException {
        return SqlFrontEnd.analyze("types.sql", Snapshots.text("flink-types-table.sql") + ";\n" + query);
    }

    private static String query(List<Expectation> columns) {
        String list = IntStream.range(0, columns.size()).mapToObj(i ->
                columns.get(i).column(i)).collect(Collectors.joining(",\n"));
        return columns.get(0).aggregate()
                ? "SELECT " + list
                + " FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(rt), INTERVAL '10' SECOND)) GROUP BY window_start, window_end"
                : "SELECT " + list + " FROM t";
    }
}

package io.pelton.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.Schema;
import io.pelton.sql.diagnostic.SqlException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries out of other engines' test suites give the columns that Flink gives for them. */
class SampleQueriesTest {

    static List<Snapshots.Block> queries() {
        return Snapshots.blocks("sample-queries.txt");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldGiveTheColumnsOfFlink(Snapshots.Block query) throws SqlException {
        Schema schema = SqlFrontEnd.analyze("case.sql", query.input()).plan().sinks().get(0).schema();
        assertEquals(query.output(),
                schema.columns().stream().map(SampleQueriesTest::text).collect(Collectors.joining(", ")));
    }

    private static String text(Column column) {
        return column.name() + " " + column.type().sql();
    }
}

package io.pelton.flink.pelton;

import io.pelton.engine.row.Schema;
import io.pelton.flink.testcase.QueryResult;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.diagnostic.SqlException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs queries on Pelton, in this process. One thread. */
public final class PeltonSubject {

    private PeltonSubject() {
    }

    /** The columns of a query: {@code name TYPE} each. */
    public static List<String> columnsOf(String name, List<String> ddl, String query) throws SqlException {
        return schema(name, ddl, query).columns().stream()
                .map(column -> column.name() + " " + column.type().sql()).toList();
    }

    private static Schema schema(String name, List<String> ddl, String query) throws SqlException {
        return SqlFrontEnd.analyze(name, String.join(";\n", ddl) + ";\n" + query + ";\n")
                .plan().sinks().get(0).schema();
    }

    /** Runs the query to the end of its bounded input, the result in a table of the query's own types. */
    public static QueryResult run(String name, List<String> ddl, String query, Path folder) throws Exception {
        Schema schema = schema(name, ddl, query);
        String columns = IntStream.range(0, schema.size())
                .mapToObj(i -> "c" + i + " " + schema.type(i).sql()).collect(Collectors.joining(", "));
        String script = String.join(";\n", ddl) + ";\nCREATE TABLE collected (" + columns + ") WITH ('connector' = '"
                + CollectConnector.IDENTIFIER + "');\nINSERT INTO collected " + query + ";\n";
        CollectConnector connector = new CollectConnector();
        EmbeddedRun.run(name, script, folder, connector);
        return new QueryResult(columnsOf(name, ddl, query), connector.sink().rows());
    }
}

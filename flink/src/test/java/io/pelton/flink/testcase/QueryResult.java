package io.pelton.flink.testcase;

import java.util.List;

/**
 * What a query gave.
 *
 * @param columns {@code name TYPE} each
 * @param rows    in output order; the change kind, then the values as {@link Canonical} text
 */
public record QueryResult(List<String> columns, List<List<String>> rows) {

    public QueryResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}

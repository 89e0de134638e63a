package io.pelton.sql.analyze;

import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.parse.ParsedStatement;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;

/**
 * A query that passed validation.
 *
 * @param query     its syntax
 * @param algebra   its relational form
 * @param sink      where its rows go; null for a query on its own
 * @param columns   names of the sink's columns that the query fills, in the query's order; null for all of them
 */
record AnalyzedQuery(ParsedStatement statement, SqlNode query, RelNode algebra, StreamTable sink,
        List<SqlNode> columns) {
}

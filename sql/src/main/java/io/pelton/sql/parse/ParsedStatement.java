package io.pelton.sql.parse;

import org.apache.calcite.sql.SqlNode;

/**
 * A statement of the script.
 *
 * @param node      its syntax tree; EXPLAIN and EXECUTE are taken off
 * @param positions of the tree's nodes
 * @param explain   true when the statement stood behind EXPLAIN
 */
public record ParsedStatement(SqlNode node, PositionMap positions, boolean explain) {
}

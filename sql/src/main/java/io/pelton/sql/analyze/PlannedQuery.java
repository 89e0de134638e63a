package io.pelton.sql.analyze;

import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.plan.PlanNode;

/**
 * A query with its physical plan.
 *
 * @param sink    null for a query without INSERT
 * @param explain true when it is only to be explained
 */
public record PlannedQuery(StreamTable sink, PlanNode root, boolean explain) {
}

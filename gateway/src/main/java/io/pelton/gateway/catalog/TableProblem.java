package io.pelton.gateway.catalog;

/** What is wrong with a table's WITH options, or, when it is no error, worth knowing. */
public record TableProblem(String table, String message, boolean isError) {
}

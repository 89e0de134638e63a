package io.pelton.sql.compile;

/**
 * A predicate inside generated code.
 *
 * @param nulls     when it is NULL
 * @param condition Java condition, to be evaluated only when it isn't NULL
 */
record Comparison(Nulls nulls, String condition) {
}

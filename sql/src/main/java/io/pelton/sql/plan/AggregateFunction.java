package io.pelton.sql.plan;

/** The aggregate functions of the plan; semantics and result types are Flink's. */
public enum AggregateFunction {
    /** No operand: COUNT(*). */
    COUNT,
    SUM, AVG, MIN, MAX, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP,
    /** First non-NULL value in order of arrival. */
    FIRST_VALUE,
    /** Last non-NULL value in order of arrival. */
    LAST_VALUE
}

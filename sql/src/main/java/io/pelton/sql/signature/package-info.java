/**
 * The functions and operators a query may use, each with the operand and result types that Flink gives it, and the plan
 * function that it becomes. Immutable after class initialisation, any thread.
 */
package io.pelton.sql.signature;

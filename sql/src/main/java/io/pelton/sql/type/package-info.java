/**
 * The type system of Flink SQL for Calcite: widths, decimal rules, time attributes as types of their own, and the way
 * to
 * the engine's column types. Immutable, any thread.
 */
package io.pelton.sql.type;

/**
 * Pelton's physical plan: plain records that can be written to a file and read back without Calcite. Made by
 * {@code analyze}, consumed by {@code compile}. Immutable, any thread.
 */
package io.pelton.sql.plan;

/**
 * Bytes, sequences, durability. A journal is a dense sequence of blocks; a block carries a run of rows that this module
 * never looks into.
 *
 * <pre>
 *   appender (1 thread)                        syncer (1 thread)              tailers (1 thread each)
 *   claim → fill → commit ──▶ segment file ──▶ force() → durable sequence ──▶ next() → payload
 * </pre>
 */
package io.pelton.journal;

/**
 * Excerpts in plain files, through channels: the yardstick for Chronicle Queue, what the simulator runs on, and the way
 * on for a JVM on which Chronicle no longer runs. Each excerpt stands behind its length in 4 bytes; a length of zero,
 * or the end of the file, ends a segment.
 *
 * <pre>
 *   0         4                    4 + n     8 + n
 *   +---------+--------------------+---------+------------------ … ---+---------+----------
 *   | u32 n   | block, n bytes     | u32 m   | block, m bytes         | 0       | zeros
 *   +---------+--------------------+---------+------------------ … ---+---------+----------
 * </pre>
 *
 * Threads as in {@link io.pelton.journal.storage.JournalStorage}.
 */
package io.pelton.journal.plain;

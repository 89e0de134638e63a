/**
 * {@code 'connector' = 'in-process'}: a program's own threads → rows, rows → a program's callback.
 *
 * <pre>
 *   program thread ─▶ InProcessWriter ─┐
 *   program thread ─▶ InProcessWriter ─┼─▶ ring of bytes (many writers, one reader) ─▶ ingress thread ─▶ slots
 *   egress thread  ─▶ RowConsumer
 * </pre>
 *
 * A writer belongs to one thread of the program; handles may be used by all; callbacks run on the egress thread.
 */
package io.pelton.connectors.memory;

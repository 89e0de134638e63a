/**
 * Rows between two stages, on LMAX Disruptor sequences.
 *
 * <pre>
 *   producer (1 thread)              consumers (1 thread each)
 *   hasRoom → claim → fill slots ──▶ barrier.getCursor() → rows up to it → sequence.set ──▶ frees slots
 *   → publish
 * </pre>
 *
 * Nobody waits: a claim without room is refused and tried again in a later duty cycle.
 */
package io.pelton.engine.ring;

/**
 * The last station: from the output journal to the sinks.
 *
 * <pre>
 *   output journal ─▶ EgressAgent (one per sink, a cursor of its own, waits at the DurableGate) ─▶ sink.deliver … flush
 *                                                                                                 └▶ cursor file
 * </pre>
 *
 * Each sink and its agent belong to one thread; a slow one delays nobody but itself.
 */
package io.pelton.engine.egress;

/**
 * The first station: from sources to the durable input journal.
 *
 * <pre>
 *   source.poll → SourceInput (claim, fill, publish: sequence, ingest time, event time) → input ring
 *   input ring → JournalingAgent → input journal → SyncAgent (force) → DurableGate → source.onDurable
 * </pre>
 *
 * Each agent has one thread; what they share are Disruptor sequences.
 */
package io.pelton.engine.ingress;

/**
 * The whole engine on one thread, in virtual time, on a simulated disk, between devices and targets that misbehave.
 * Everything that happens follows from a seed.
 *
 * <pre>
 *   SimulatedDevice ─ lossy link ─▶ SimulatedSource ─▶ ┌─────────────────┐ ─▶ SimulatedSink ─▶ SinkTarget
 *     (keeps what isn't acknowledged)                  │ the real engine │     (refuses, hangs, fails after committing)
 *   SimulatedClock (jumps) ───────────────────────────▶│ agents stepped  │
 *   SimulatedDisk (loses, tears, fails, is full) ─────▶│ in random order │
 *                                                      └─────────────────┘
 *   Simulation: lives and crashes by a {@link io.pelton.testkit.simulation.Scenario}, then {@code FinalChecks}
 * </pre>
 *
 * A simulation and all that belongs to it is one thread's; simulations on different threads share nothing.
 */
package io.pelton.testkit.simulation;

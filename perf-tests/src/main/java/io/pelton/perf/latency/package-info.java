/**
 * Open-loop latency: events are due by a fixed schedule, and time counts from there to the row's arrival in the sink,
 * so a stalled sender can't hide its own delay. Inline loops and Pelton run one after the other in the same process.
 */
package io.pelton.perf.latency;

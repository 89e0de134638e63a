/**
 * Real processes under real faults: killed at random moments, cut off from power on a copied disk image, on full disks,
 * under jumping clocks. The calling thread waits; the engine is another process. Each kind of fault is a {@link
 * io.pelton.tools.fault.FaultRound}, run by a test, by {@code tools/campaign}, or by hand with its seed.
 */
package io.pelton.tools.fault;

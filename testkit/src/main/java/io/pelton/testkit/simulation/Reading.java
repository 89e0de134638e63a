package io.pelton.testkit.simulation;

/** One row of a simulated device. */
public record Reading(String device, long value, long eventTimeMs) {
}

package io.pelton.testkit.simulation;

/**
 * What a simulation went through without breaking a promise.
 *
 * @param inputRows  rows in the input journal
 * @param results    rows at all targets
 * @param repeats    rows that targets without a position of their own got again
 * @param powerCuts  times that the power was cut
 * @param kills      times that only the process ended
 * @param faults     disk and sink faults that ended a life
 * @param operations writes, forces and changes of names on the disk
 * @param endSteps   steps of the last life
 */
public record SimulationResult(
        long inputRows, long results, long repeats, int powerCuts, int kills, int faults, long operations,
        long endSteps) {
}

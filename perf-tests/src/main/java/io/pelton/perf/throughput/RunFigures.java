package io.pelton.perf.throughput;

/**
 * What one run used.
 *
 * @param events    measured
 * @param wallNs    from the first measured event to the last result
 * @param cpuNs     of all threads of the contender in that time
 * @param allocated bytes, by the same threads
 * @param results   checksum over all results of the run, those before the measured part included
 */
public record RunFigures(long events, long wallNs, long cpuNs, long allocated, String results) {

    double cpuNsPerEvent() {
        return (double) cpuNs / events;
    }

    double eventsPerSecond() {
        return events * 1e9 / wallNs;
    }

    double bytesPerEvent() {
        return (double) allocated / events;
    }
}

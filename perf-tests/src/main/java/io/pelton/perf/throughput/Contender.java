package io.pelton.perf.throughput;

/** Somebody who does a workload. One run at a time, called by the main thread. */
public interface Contender {

    /** As shown in the report. */
    String name();

    /** {@code off}, a durability mode, or an empty text where it doesn't apply. */
    String journal();

    /** What the ratio to the first contender should not exceed, NaN for no goal. */
    double goal();

    /** Does the workload over readings {@code 0 … events-1}. */
    RunFigures run(long events);
}

package io.pelton.perf.workload;

/** Takes result rows. One thread. */
public interface Results {

    /**
     * Takes one row.
     *
     * @param atMs end of the window, or the event's time
     */
    void add(int device, long atMs, long readings, double average, double lowest, double highest);
}

package io.pelton.tools.selftest;

import io.pelton.testkit.simulation.SimulationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums over the cases of one kind. Any thread. */
final class Tally {
    private static final int MOST_FAILURES = 20;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long cases;
    private long failed;

    synchronized void passed() {
        cases++;
    }

    synchronized void failed(String what) {
        cases++;
        failed++;
        if (failures.size() < MOST_FAILURES) {
            failures.add(what);
        }
    }

    synchronized void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    void add(SimulationResult result) {
        add("input rows", result.inputRows());
        add("results", result.results());
        add("repeats", result.repeats());
        add("power cuts", result.powerCuts());
        add("kills", result.kills());
        add("faults", result.faults());
        add("disk operations", result.operations());
    }

    synchronized long count(String what) {
        return counts.getOrDefault(what, 0L);
    }

    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    synchronized long cases() {
        return cases;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }
}

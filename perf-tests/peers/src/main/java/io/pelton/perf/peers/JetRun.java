package io.pelton.perf.peers;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;

/**
 * What the two ends of a Jet job share with its contender. A job's functions are serialised, so they find this in the
 * user context of their member. The source's thread owns the feed, the sink's the results; the contender reads when the
 * job has ended.
 */
final class JetRun {
    private static final String NAME = "run";

    private final ResultChecksum results = new ResultChecksum();
    private final ThreadMeter meter;
    private final Feed feed;
    private volatile ThreadMeter.Reading begun;
    private volatile ThreadMeter.Reading ended;
    private volatile long begunNs;
    private volatile long endedNs;

    JetRun(Readings readings, long events, long warmUp, ThreadMeter meter) {
        this.meter = meter;
        feed = new Feed(readings, events, warmUp, this::begin);
    }

    void putInto(HazelcastInstance member) {
        member.getUserContext().put(NAME, this);
    }

    static JetRun of(Processor.Context context) {
        return (JetRun) context.hazelcastInstance().getUserContext().get(NAME);
    }

    private void begin() {
        begun = meter.read();
        begunNs = System.nanoTime();
    }

    Feed feed() {
        return feed;
    }

    /** The sink. */
    void take(KeyedWindowResult<Integer, Stats> window) {
        Stats stats = window.result();
        results.add(window.key(), window.end(), stats.count(), stats.average(), stats.lowest(), stats.highest());
    }

    /** The sink has seen everything. */
    void end() {
        endedNs = System.nanoTime();
        ended = meter.read();
    }

    long wallNs() {
        return endedNs - begunNs;
    }

    long cpuNs() {
        return ended.cpuNsSince(begun);
    }

    long allocated() {
        return ended.allocatedSince(begun);
    }

    String results() {
        return results.text();
    }
}

package io.pelton.perf.peers;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import io.pelton.perf.throughput.RunFigures;
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
    private final Span span = new Span();
    private final Feed feed;

    JetRun(Readings readings, long events, long warmUp) {
        feed = new Feed(readings, events, warmUp, span::begin);
    }

    void putInto(HazelcastInstance member) {
        member.getUserContext().put(NAME, this);
    }

    static JetRun of(Processor.Context context) {
        return (JetRun) context.hazelcastInstance().getUserContext().get(NAME);
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
        span.end();
    }

    RunFigures figures(long events) {
        return span.figures(events, results.text());
    }
}

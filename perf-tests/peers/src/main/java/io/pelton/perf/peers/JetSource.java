package io.pelton.perf.peers;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;

/**
 * A streaming source that ends, which Jet's source builder doesn't offer. It makes the watermarks itself, as Jet's own
 * sources do, and is cooperative: it shares the thread of the windows, and nothing changes hands between threads.
 */
final class JetSource extends AbstractProcessor {
    private final EventTimeMapper<Reading> times;
    private Traverser<Object> output;

    JetSource(EventTimePolicy<? super Reading> policy) {
        times = new EventTimeMapper<>(policy);
        times.addPartitions(1);
    }

    @Override
    protected void init(Context context) {
        Feed feed = JetRun.of(context).feed();
        Traverser<Reading> readings = () -> feed.hasNext() ? feed.next() : null;
        output = readings.flatMap(reading -> times.flatMapEvent(reading, 0, EventTimeMapper.NO_NATIVE_TIME));
    }

    /** True when the feed has ended; false when the queue behind is full. */
    @Override
    public boolean complete() {
        return emitFromTraverser(output);
    }
}

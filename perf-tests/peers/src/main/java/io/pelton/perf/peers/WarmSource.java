package io.pelton.perf.peers;

import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import java.util.function.LongConsumer;

/** Another source, which says when so many of its rows are in the ring. The ingress thread. */
final class WarmSource implements Source {
    private final Source source;
    private final long warmUp;
    private final LongConsumer onWarm;
    private long published;
    private boolean isWarm;

    /** @param onWarm called once, with the number of rows given, before the first measured poll */
    WarmSource(Source source, long warmUp, LongConsumer onWarm) {
        this.source = source;
        this.warmUp = warmUp;
        this.onWarm = onWarm;
    }

    @Override
    public void open(SourceContext context) {
        source.open(context);
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        if (!isWarm && published >= warmUp) {
            isWarm = true;
            onWarm.accept(published);
        }
        int rows = source.poll(output, rowLimit);
        published += rows;
        return rows;
    }

    @Override
    public boolean isFinished() {
        return source.isFinished();
    }

    @Override
    public void close() {
        source.close();
    }
}

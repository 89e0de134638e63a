package io.pelton.perf.throughput;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.util.List;
import java.util.function.Supplier;

/** A connector over a source and a sink of this process: {@code 'connector' = 'measured'}. Bounded. */
public final class InProcessConnector implements Connector {
    /** The value of {@code 'connector'}. */
    public static final String IDENTIFIER = "measured";

    private final Supplier<Source> source;
    private final Supplier<Sink> sink;

    public InProcessConnector(Supplier<Source> source, Supplier<Sink> sink) {
        this.source = source;
        this.sink = sink;
    }

    @Override
    public String identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public List<OptionProblem> check(TableDefinition table, boolean asSource) {
        return List.of();
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        return true;
    }

    @Override
    public Source createSource(TableDefinition table) {
        return source.get();
    }

    @Override
    public Sink createSink(TableDefinition table) {
        return sink.get();
    }
}

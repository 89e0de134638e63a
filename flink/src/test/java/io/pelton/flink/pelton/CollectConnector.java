package io.pelton.flink.pelton;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.util.List;

/** {@code 'connector' = 'collect'}: one sink that keeps what it gets. */
final class CollectConnector implements Connector {
    static final String IDENTIFIER = "collect";

    private final CollectSink sink = new CollectSink();

    CollectSink sink() {
        return sink;
    }

    @Override
    public String identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean canRead() {
        return false;
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
        throw new UnsupportedOperationException("this table only collects: table=" + table.name());
    }

    @Override
    public Sink createSink(TableDefinition table) {
        return sink;
    }
}

package io.pelton.connectors.blackhole;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.util.List;

/** {@code 'connector' = 'blackhole'}: takes rows and forgets them. */
public final class BlackholeConnector implements Connector {
    private static final List<OptionKey> KEYS =
            List.of(OptionKey.ignored("property-version", "there is one version"));

    @Override
    public String identifier() {
        return "blackhole";
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
        return new TableOptions(table, KEYS).problems();
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        return true;
    }

    @Override
    public Source createSource(TableDefinition table) {
        throw new UnsupportedOperationException("a blackhole can't be read: table=" + table.name());
    }

    @Override
    public Sink createSink(TableDefinition table) {
        return new BlackholeSink();
    }
}

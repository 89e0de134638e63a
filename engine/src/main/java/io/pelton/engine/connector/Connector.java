package io.pelton.engine.connector;

import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.util.List;

/** Makes sources and sinks of one kind. Stateless. */
public interface Connector {

    /** The value of {@code 'connector' = '…'}. */
    String identifier();

    boolean canRead();

    boolean canWrite();

    /** Checks the options without touching the outside; {@code asSource} tells which side the script uses. */
    List<OptionProblem> check(TableDefinition table, boolean asSource);

    /** True when a source with these options ends by itself. */
    boolean isBounded(TableDefinition table);

    Source createSource(TableDefinition table);

    Sink createSink(TableDefinition table);
}

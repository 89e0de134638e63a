package io.pelton.connectors.memory;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.OptionKind;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code 'connector' = 'in-process'}: tables that the embedding program writes and reads itself, without objects per
 * row. One instance per engine. Name the tables before the start, ask for writers after it:
 *
 * <pre>{@code
 * InProcessConnector program = new InProcessConnector();
 * InProcessSource readings = program.source("readings");
 * program.sink("alerts", row -> System.out.println(row.getString(0)));
 * // start an engine with this connector, then on any thread:
 * InProcessWriter writer = readings.newWriter();
 * writer.row().putLong(0, 42);
 * writer.write();
 * readings.end();
 * }</pre>
 */
public final class InProcessConnector implements Connector {
    private static final String BOUNDED = "bounded";
    private static final List<OptionKey> KEYS = List.of(
            OptionKey.of(BOUNDED, OptionKind.BOOLEAN, "false", "The program will call end(): no idle time-outs."));

    private final Map<String, InProcessSource> sources = new ConcurrentHashMap<>();
    private final Map<String, RowConsumer> consumers = new ConcurrentHashMap<>();

    /** The handle of a table that the script reads, with room for about a megabyte of rows on the way in. */
    public InProcessSource source(String table) {
        return source(table, 1 << 20);
    }

    /** As {@link #source(String)}; {@code capacityBytes} is rounded up to a power of two. */
    public InProcessSource source(String table, int capacityBytes) {
        return sources.computeIfAbsent(table, name -> new InProcessSource(name, capacityBytes));
    }

    /** Sends the rows of a table that the script writes to {@code consumer}. */
    public void sink(String table, RowConsumer consumer) {
        consumers.put(table, consumer);
    }

    @Override
    public String identifier() {
        return "in-process";
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
        return new TableOptions(table, KEYS).problems();
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        return new TableOptions(table, KEYS).bool(BOUNDED);
    }

    @Override
    public Source createSource(TableDefinition table) {
        return source(table.name()).connect(new RowLayout(table.schema()));
    }

    @Override
    public Sink createSink(TableDefinition table) {
        RowConsumer consumer = consumers.get(table.name());
        if (consumer == null) {
            throw new IllegalStateException(
                    "no callback takes the rows of this table, call sink(table, consumer) before the start: table="
                            + table.name());
        }
        return new InProcessSink(consumer);
    }
}

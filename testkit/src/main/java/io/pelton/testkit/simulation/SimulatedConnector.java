package io.pelton.testkit.simulation;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code 'connector' = 'simulated'}: tables of whatever simulation is running. A topology is compiled with it once and
 * can be simulated many times, one simulation at a time.
 */
public final class SimulatedConnector implements Connector {
    /** Its name in SQL. */
    public static final String NAME = "simulated";

    private SimulatedWorld world;
    private Path root;

    void attach(SimulatedWorld newWorld, Path newRoot) {
        world = newWorld;
        root = newRoot;
    }

    /** Where sinks that write files write them: a folder on the simulated disk. */
    public Path root() {
        return root;
    }

    @Override
    public String identifier() {
        return NAME;
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
        return world.source(table.name());
    }

    @Override
    public Sink createSink(TableDefinition table) {
        return world.sink(table.name());
    }
}

package io.pelton.tools.selftest;

import io.pelton.connectors.filesystem.FileSystemConnector;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import io.pelton.testkit.simulation.SimulatedConnector;
import java.util.List;

/** The filesystem connector, writing to the disk of whatever simulation is running. */
final class DiskFiles implements Connector {
    private final FileSystemConnector plain = new FileSystemConnector();
    private final SimulatedConnector simulation;

    DiskFiles(SimulatedConnector simulation) {
        this.simulation = simulation;
    }

    @Override
    public String identifier() {
        return plain.identifier();
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
        return plain.check(table, asSource);
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        return plain.isBounded(table);
    }

    @Override
    public Source createSource(TableDefinition table) {
        return plain.createSource(table);
    }

    @Override
    public Sink createSink(TableDefinition table) {
        return new FileSystemConnector(simulation.root()).createSink(table);
    }
}

package io.pelton.perf.embedded;

import io.pelton.connectors.Connectors;
import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.topology.Topology;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.sql.diagnostic.SqlException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a script from its text to the end of its bounded input: planned and compiled as the gateway does it, with the
 * measured source and sink among the connectors.
 */
public final class PeltonRun {

    private PeltonRun() {
    }

    /**
     * Blocks until the run has ended.
     *
     * @param placement   value of {@code pelton.placement}
     * @param stateFolder used unless the journal is off
     * @return {@code System.nanoTime} just before the engine was opened
     * @throws IllegalStateException when the run doesn't finish
     */
    public static long run(String script, JournalMode mode, String placement, Path stateFolder,
            InProcessConnector measured) {
        EngineOptions options = mode == JournalMode.OFF ? EngineOptions.ephemeral()
                : EngineOptions.durable(stateFolder);
        Topology topology = topology("SET 'pelton.placement' = '" + placement + "';\n" + durability(mode) + script,
                measured);
        long startNs = System.nanoTime();
        try (Engine engine = Engine.open(topology, options)) {
            engine.start();
            EngineState state = engine.awaitFinished();
            if (state != EngineState.FINISHED) {
                throw new IllegalStateException("the run did not finish: state=" + state, engine.failure());
            }
            return startNs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the run went on: mode=" + mode, e);
        }
    }

    /** The SET statement of a mode; an empty text for journals in memory. */
    public static String durability(JournalMode mode) {
        return mode == JournalMode.OFF ? "" : "SET 'pelton.journal.durability' = '" + mode.text() + "';\n";
    }

    /** Plans and compiles a script whose tables may use the measured connector. */
    public static Topology topology(String script, InProcessConnector measured) {
        List<Connector> connectors = new ArrayList<>(Connectors.all());
        connectors.add(measured);
        PlanCompiler compiler = new PlanCompiler(name ->
                connectors.stream().filter(connector -> connector.identifier().equals(name)).findFirst().orElse(null));
        try {
            return compiler.compile(SqlFrontEnd.analyze("measured", script).plan()).topology();
        } catch (SqlException e) {
            throw new IllegalStateException("the benchmark's own script is refused: " + e.getMessage(), e);
        }
    }
}

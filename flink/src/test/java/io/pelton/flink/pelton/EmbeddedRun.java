package io.pelton.flink.pelton;

import io.pelton.connectors.Connectors;
import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.topology.Topology;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.compile.PlanCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script, run to the end of its bounded input without a state folder. */
final class EmbeddedRun {
    private static final long PATIENCE_S = 60;

    private EmbeddedRun() {
    }

    /** @param folder holds refused rows, if there are any */
    static void run(String name, String script, Path folder, Connector extra) throws Exception {
        List<Connector> connectors = new ArrayList<>(Connectors.all());
        connectors.add(extra);
        PlanCompiler compiler = new PlanCompiler(identifier -> connectors.stream()
                .filter(connector -> connector.identifier().equals(identifier)).findFirst().orElse(null));
        Topology topology = compiler.compile(SqlFrontEnd.analyze(name, script).plan()).topology();
        EngineOptions options = EngineOptions.ephemeral().withDeadLetterFile(folder.resolve("dead-letters.jsonl"));
        try (Engine engine = Engine.open(topology, options)) {
            engine.start();
            EngineState state = engine.awaitFinished(PATIENCE_S, TimeUnit.SECONDS);
            if (state != EngineState.FINISHED) {
                throw new IllegalStateException("the run did not finish: case=" + name + " state=" + state,
                        engine.failure());
            }
        }
    }
}

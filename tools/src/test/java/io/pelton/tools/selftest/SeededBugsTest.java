package io.pelton.tools.selftest;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.engine.topology.OperatorInput;
import io.pelton.engine.topology.PipelineDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.testkit.simulation.Scenario;
import io.pelton.testkit.simulation.SeededBug;
import io.pelton.testkit.simulation.SimulatedScript;
import io.pelton.testkit.simulation.Simulation;
import io.pelton.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bugs that would break a promise, put in on purpose: the simulator must notice each within a few seeds. */
class SeededBugsTest {
    private static final int MOST_SEEDS = 150;

    private final CompiledScripts scripts = new CompiledScripts();

    @ParameterizedTest
    @EnumSource(value = SeededBug.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldNotice(SeededBug bug) {
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            try {
                Simulation.run(scripts.of(seed), Scenario.of(seed), bug);
            } catch (Violation noticed) {
                assertTrue(noticed.getMessage().contains("seed=" + seed), noticed.getMessage());
                return;
            }
        }
        fail("nobody noticed the bug; bug=" + bug + " seeds=" + MOST_SEEDS);
    }

    @Test
    void shouldNoticeResultsInAnOrderThatDiffersFromRunToRun() {
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            try {
                Simulation.run(shuffled(scripts.of(seed)), Scenario.of(seed));
            } catch (Violation noticed) {
                assertTrue(noticed.getMessage().contains("law 2") || noticed.getMessage().contains("Replay"),
                        noticed.getMessage());
                return;
            }
        }
        fail("nobody noticed; seeds=" + MOST_SEEDS);
    }

    /** The same with an operator at each pipeline's end that passes rows on in an order of its own. */
    private static SimulatedScript shuffled(SimulatedScript script) {
        Topology topology = script.topology();
        List<PipelineDefinition> pipelines = new ArrayList<>();
        for (PipelineDefinition pipeline : topology.pipelines()) {
            int last = pipeline.operators().size() - 1;
            RowLayout layout = pipeline.operators().get(last).output();
            List<OperatorDefinition> operators = new ArrayList<>(pipeline.operators());
            operators.add(new OperatorDefinition((last + 1) + "-shuffle", () -> new HashOrder(layout),
                    List.of(new OperatorInput(false, last)), layout));
            pipelines.add(new PipelineDefinition(pipeline.insert(), pipeline.sinkId(), operators));
        }
        Topology changed = new Topology(topology.name(), topology.planHash(), topology.planText(), topology.settings(),
                topology.streams(), topology.sinks(), pipelines);
        return new SimulatedScript(changed, script.connector(), script.oracle(), script.files(),
                script.maxStateBytes());
    }
}

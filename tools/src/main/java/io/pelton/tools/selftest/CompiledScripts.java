package io.pelton.tools.selftest;

import io.pelton.engine.topology.Topology;
import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.testkit.simulation.SimulatedConnector;
import java.util.HashMap;
import java.util.Map;

/** The scripts of one thread, each compiled when it is first wanted. */
final class CompiledScripts {
    /** Different scripts; a seed takes the one with its remainder. */
    static final int COUNT = 48;

    private final SimulatedConnector connector = new SimulatedConnector();
    private final Map<Integer, Topology> topologies = new HashMap<>();
    private final Map<Integer, RandomScript> scripts = new HashMap<>();

    SimulatedConnector connector() {
        return connector;
    }

    RandomScript script(long seed) {
        return scripts.computeIfAbsent((int) Math.floorMod(seed, (long) COUNT), RandomScript::new);
    }

    Topology topology(long seed) {
        return topologies.computeIfAbsent((int) Math.floorMod(seed, (long) COUNT), number -> compile(script(number)));
    }

    private Topology compile(RandomScript script) {
        return new PlanCompiler(name -> connector)
                .compile(ScriptPlanner.identified(
                        ScriptPlanner.analyze(Script.ofText(script.name(), script.sql())).plan(), Map.of()))
                .topology();
    }
}

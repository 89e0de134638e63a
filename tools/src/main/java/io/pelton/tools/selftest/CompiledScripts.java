package io.pelton.tools.selftest;

import io.pelton.engine.connector.Connector;
import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.sql.compile.CompiledPlan;
import io.pelton.sql.compile.OperatorMemory;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.testkit.simulation.SimulatedConnector;
import io.pelton.testkit.simulation.SimulatedScript;
import java.util.HashMap;
import java.util.Map;

/** The scripts of one thread, each compiled when it is first wanted. */
final class CompiledScripts {
    /** Different scripts; a seed takes the one with its remainder. */
    static final int COUNT = 48;

    private final Map<Integer, SimulatedScript> scripts = new HashMap<>();

    /** The script that a seed takes. */
    SimulatedScript of(long seed) {
        return scripts.computeIfAbsent((int) Math.floorMod(seed, (long) COUNT), number ->
                compile(new RandomScript(number)));
    }

    static RandomScript scriptOf(long seed) {
        return new RandomScript((int) Math.floorMod(seed, (long) COUNT));
    }

    private static SimulatedScript compile(RandomScript script) {
        SimulatedConnector connector = new SimulatedConnector();
        Connector files = new DiskFiles(connector);
        CompiledPlan compiled = new PlanCompiler(name ->
                name.equals(files.identifier()) ? files : connector).compile(ScriptPlanner.identified(
                ScriptPlanner.analyze(Script.ofText(script.name(), script.sql())).plan(), Map.of()));
        long maxStateBytes = compiled.operators().stream().mapToLong(OperatorMemory::maxStateBytes).sum();
        return new SimulatedScript(compiled.topology(), connector, script, script, maxStateBytes);
    }
}

package io.pelton.tools.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.testkit.simulation.Scenario;
import io.pelton.testkit.simulation.Simulation;
import io.pelton.testkit.simulation.SimulationResult;
import org.junit.jupiter.api.Test;

/** A share of the seeds that {@code pelton selftest} runs by the thousand. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("pelton.seeds", 300);

    private final CompiledScripts scripts = new CompiledScripts();

    @Test
    void shouldKeepEveryPromiseInEveryLife() {
        long powerCuts = 0;
        long kills = 0;
        long results = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulationResult result = run(seed);
            powerCuts += result.powerCuts();
            kills += result.kills();
            results += result.results();
        }
        assertTrue(powerCuts > SEEDS / 2 && kills > SEEDS / 4 && results > SEEDS * 10L,
                "powerCuts=" + powerCuts + " kills=" + kills + " results=" + results);
    }

    @Test
    void shouldDoTheSameAgainWithTheSameSeed() {
        for (long seed = 0; seed < 10; seed++) {
            assertEquals(run(seed), run(seed), "seed=" + seed);
        }
    }

    private SimulationResult run(long seed) {
        return Simulation.run(scripts.of(seed), Scenario.of(seed));
    }
}

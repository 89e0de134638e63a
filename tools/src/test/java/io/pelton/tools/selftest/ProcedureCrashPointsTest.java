package io.pelton.tools.selftest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.testkit.disk.LossVariant;
import io.pelton.testkit.simulation.Procedure;
import io.pelton.testkit.simulation.ProcedureCrashPoints;
import io.pelton.testkit.simulation.Scenario;
import io.pelton.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power cuts in starts, stops, rebuilds and repairs, at a share of the crash points; {@code -Dpelton.crash-points=all}
 * takes each of them, with each variant of what a power cut may leave.
 */
class ProcedureCrashPointsTest {
    private static final boolean IS_ALL = "all".equals(System.getProperty("pelton.crash-points"));
    private static final int TRIES = Integer.getInteger("pelton.crash-tries", 16);
    private static final int SEEDS = Integer.getInteger("pelton.crash-seeds", 1);
    /** Of the process that runs on what the failed one left. */
    private static final int[] STEPS = {0, 40, 1_000};
    private static final int DEVICES = 3;
    private static final int MESSAGES = 60;

    private final CompiledScripts scripts = new CompiledScripts();

    private ProcedureCrashPoints points(long seed, Procedure procedure) {
        return new ProcedureCrashPoints(scripts.of(seed), new Scenario(seed, DEVICES, MESSAGES, 1, "group", 0, 0, 6_000,
                LossVariant.values(), 0, false, false), procedure);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveAPowerCutAtAnyOperation(Procedure procedure) {
        List<String> failures = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            ProcedureCrashPoints points = points(seed, procedure);
            long count = points.count();
            assertTrue(count > 50, "operations=" + count);
            long all = count * 2 * LossVariant.values().length;
            long stride = IS_ALL ? 1 : Math.max(1, all / TRIES) | 1;
            for (long i = 0; i < all; i += stride) {
                LossVariant variant = LossVariant.values()[(int) (i % LossVariant.values().length)];
                long point = i / LossVariant.values().length;
                try {
                    points.cut(point / 2 + 1, point % 2 == 1, variant);
                } catch (Violation e) {
                    failures.add(e.getMessage());
                }
            }
        }
        assertTrue(failures.isEmpty(), failures.size() + "\n" + String.join("\n", failures));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRestOnNothingThatAFailedForceLeftInMemory(Procedure procedure) {
        List<String> failures = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            ProcedureCrashPoints points = points(seed, procedure);
            long count = points.countForces();
            assertTrue(count > 10, "forces=" + count);
            long stride = IS_ALL ? 1 : Math.max(1, count / (TRIES / 4));
            for (long force = 1; force <= count; force += stride) {
                for (int steps : STEPS) {
                    try {
                        points.failForce(force, steps, LossVariant.ALL_UNFORCED_LOST);
                    } catch (Violation e) {
                        failures.add(e.getMessage());
                    }
                }
            }
        }
        assertTrue(failures.isEmpty(), failures.size() + "\n" + String.join("\n", failures));
    }
}

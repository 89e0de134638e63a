package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineState;
import io.pelton.testkit.disk.SimulatedDisk;

/**
 * A disk that is full from one of a run's operations on, and has room again later: each in turn. The engine waits and
 * goes on by itself, or ends and is started again; then the run comes to its end and everything is checked. One thread.
 */
public final class FullDiskPoints {
    private static final int FULL_STEPS = 400;
    private static final int MOST_STARTS = 5;

    private final SimulatedScript script;
    private final Scenario scenario;

    /** What the engine made of it. */
    public enum Outcome {
        /** It went on when there was room. */
        WAITED,
        /** It ended, and the next start went on. */
        ENDED
    }

    /** @param scenario without troubles: only the disk is full */
    public FullDiskPoints(SimulatedScript script, Scenario scenario) {
        this.script = script;
        this.scenario = scenario;
    }

    /**
     * Fills the disk.
     *
     * @param operation of the disk, at which somebody else takes all that is left
     * @param leftBytes what they leave
     * @throws Violation when a promise is broken
     */
    public Outcome fill(long operation, long leftBytes) {
        return Simulation.explained(script, scenario, () -> {
            try {
                return fillAt(operation, leftBytes);
            } catch (Violation e) {
                throw new Violation(e.getMessage() + "; operation=" + operation + " leftBytes=" + leftBytes, e);
            }
        });
    }

    private Outcome fillAt(long operation, long leftBytes) {
        SimulatedGateway gateway = new SimulatedGateway(script, scenario, SeededBug.NONE);
        SimulatedDisk disk = gateway.disk();
        disk.faults().beforeOperation(operation, () ->
                disk.setReservedBytes(Math.max(0, disk.usableBytes() - leftBytes)));
        Outcome outcome = Outcome.WAITED;
        int fullSteps = 0;
        int starts = 1;
        Engine engine = gateway.tryOpen();
        while (engine == null || engine.state() != EngineState.FINISHED) {
            if (engine == null || engine.state() == EngineState.FAILED) {
                outcome = Outcome.ENDED;
                gateway.die(engine);
                // Whoever starts it again and again makes room in the end.
                if (++starts > MOST_STARTS) {
                    disk.setReservedBytes(0);
                }
                engine = gateway.tryOpen();
                continue;
            }
            gateway.step(engine);
            if (disk.faults().operations() >= operation && ++fullSteps == FULL_STEPS) {
                disk.setReservedBytes(0);
            }
        }
        gateway.finish(engine);
        gateway.check();
        return outcome;
    }
}

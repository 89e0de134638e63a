package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineState;
import io.pelton.engine.sink.SinkException;
import io.pelton.testkit.disk.SimulatedDisk;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One simulation: the engine lives, dies and lives again, and in its last life comes to the end of its input; then
 * every promise is checked. One thread; the same arguments give the same run.
 */
public final class Simulation {
    private static final int MAX_STEPS = 2_000_000;
    private static final int MAX_LIFE_STEPS = 600;
    private static final int MAX_OPERATIONS_TO_CUT = 500;
    /** A force takes 5 ms, or a power of two times that, up to 10 s. */
    private static final long SLOW_FORCE_NS = 5_000_000L;
    private static final int SLOW_FORCE_DOUBLINGS = 12;
    private static final long TIGHT_BYTES = 96 << 10;

    private final Scenario scenario;
    private final SimulatedGateway gateway;
    private final SimulatedDisk disk;
    private final SplittableRandom random;
    private final BugPlanter planter;
    private int powerCuts;
    private int kills;
    private int faults;
    private boolean isDiskFaultPlanned;

    private Simulation(SimulatedScript script, Scenario scenario, SeededBug bug) {
        this.scenario = scenario;
        gateway = new SimulatedGateway(script, scenario, bug);
        disk = gateway.disk();
        random = gateway.random();
        planter = new BugPlanter(bug, disk, gateway.topology());
    }

    /**
     * Runs a scenario.
     *
     * @throws Violation when a promise is broken
     */
    public static SimulationResult run(SimulatedScript script, Scenario scenario) {
        return run(script, scenario, SeededBug.NONE);
    }

    /** As {@link #run(SimulatedScript, Scenario)} with a defect that must be noticed. */
    public static SimulationResult run(SimulatedScript script, Scenario scenario, SeededBug bug) {
        return explained(script, scenario, () -> new Simulation(script, scenario, bug).run());
    }

    /** Names seed and script in whatever is thrown. */
    static <T> T explained(SimulatedScript script, Scenario scenario, Supplier<T> simulation) {
        String where = "; seed=" + scenario.seed() + " script=" + script.topology().name();
        try {
            return simulation.get();
        } catch (Violation e) {
            throw new Violation(e.getMessage() + where, e);
        } catch (RuntimeException | Error e) {
            throw new Violation("An exception nobody expected: " + e + where, e);
        }
    }

    private SimulationResult run() {
        for (int life = 1; life < scenario.lives(); life++) {
            if (live()) {
                break;
            }
            planter.betweenLives(gateway.state());
        }
        isDiskFaultPlanned = false;
        gateway.calmDown();
        long steps = gateway.finish(openAtLast());
        FinalChecks checks = gateway.check();
        gateway.checkNothingOpen();
        return new SimulationResult(checks.inputRows(), checks.results(), checks.repeats(), powerCuts, kills, faults,
                disk.faults().operations(), steps);
    }

    private Engine openAtLast() {
        try {
            return gateway.open();
        } catch (RuntimeException e) {
            throw new Violation("The engine doesn't start although nothing is wrong any more: " + e, e);
        }
    }

    /** One life that ends badly or, when it reaches the end first, well: then true. */
    private boolean live() {
        jumpClock();
        planDiskFaults();
        boolean isCutInOperation = random.nextBoolean();
        if (isCutInOperation) {
            long at = disk.faults().operations() + 1 + random.nextInt(MAX_OPERATIONS_TO_CUT);
            if (random.nextBoolean()) {
                disk.faults().failPowerAt(at);
            } else {
                disk.faults().failPowerDuring(at);
            }
        }
        Engine engine = open();
        if (engine == null) {
            return false;
        }
        int steps = isCutInOperation ? MAX_STEPS : 1 + random.nextInt(MAX_LIFE_STEPS);
        for (int i = 0; i < steps && !engine.state().isFinal(); i++) {
            step(engine);
        }
        if (engine.state() == EngineState.FINISHED && disk.isPowerOn()) {
            closeDead(engine);
            if (disk.isPowerOn()) {
                gateway.checkNothingOpen();
                return true;
            }
            crash(null);
            return false;
        }
        if (engine.state() == EngineState.FAILED) {
            checkFailure(engine.failure());
        } else if (!isCutInOperation && random.nextInt(4) == 0) {
            stop(engine);
        }
        gateway.checkMemory(engine);
        crash(engine);
        return false;
    }

    private Engine open() {
        try {
            return gateway.open();
        } catch (RuntimeException | Error e) {
            checkFailure(e);
            crash(null);
            return null;
        }
    }

    private void step(Engine engine) {
        gateway.step(engine);
        if (random.nextInt(500) == 0) {
            jumpClock();
        }
        if (isDiskFaultPlanned && random.nextInt(100) == 0) {
            boolean isTight = disk.usableBytes() <= TIGHT_BYTES;
            disk.setReservedBytes(isTight ? 0 : disk.usableBytes() - random.nextLong(TIGHT_BYTES));
        }
    }

    private void jumpClock() {
        if (!scenario.hasClockJumps()) {
            return;
        }
        long second = 1_000_000_000L;
        SimulatedClock clock = gateway.clock();
        switch (random.nextInt(7)) {
            case 0 -> clock.jump(second);
            case 1 -> clock.jump(-second);
            case 2 -> clock.jump(3_600 * second);
            case 3 -> clock.jump(-3_600 * second);
            case 4 -> clock.jump(-86_400 * second);
            case 5 -> clock.forget();
            default -> {
            }
        }
    }

    private void planDiskFaults() {
        isDiskFaultPlanned = scenario.hasDiskFaults();
        if (!isDiskFaultPlanned) {
            return;
        }
        disk.faults().setForceDelay(() -> random.nextInt(4) > 0 ? 0
                : SLOW_FORCE_NS << random.nextInt(SLOW_FORCE_DOUBLINGS), gateway.clock()::advance);
        if (random.nextBoolean()) {
            disk.faults().failForceAt(1 + random.nextInt(100));
        }
    }

    /** A clean stop, which the crash that follows may find done or not. */
    private static void stop(Engine engine) {
        try {
            engine.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts a simulation", e);
        }
    }

    /** Only what was planned may end a life. */
    private void checkFailure(Throwable failure) {
        faults++;
        if (!disk.isPowerOn() || isDiskFaultPlanned) {
            return;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SinkException && scenario.sinkTrouble() > 0) {
                return;
            }
        }
        throw new Violation("The engine failed without a fault: " + failure, failure);
    }

    /** The process is gone at once, and often the power with it. */
    private void crash(Engine engine) {
        disk.setReservedBytes(0);
        disk.faults().failForceAt(0);
        if (disk.isPowerOn()) {
            disk.faults().failPowerAt(disk.faults().operations() + 1);
        }
        gateway.closeDead(engine);
        if (scenario.variants().length == 0 || random.nextDouble() < scenario.killShare()) {
            kills++;
            disk.endProcess();
        } else {
            powerCuts++;
            disk.powerCut(scenario.variants()[random.nextInt(scenario.variants().length)], random.nextLong());
        }
        gateway.checkNothingOpen();
    }

    private void closeDead(Engine engine) {
        try {
            gateway.closeDead(engine);
        } catch (RuntimeException e) {
            if (!isDiskFaultPlanned) {
                throw e;
            }
        }
    }
}

package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.sink.SinkException;
import io.pelton.engine.topology.Topology;
import io.pelton.testkit.disk.SimulatedDisk;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One simulation: the engine lives, dies and lives again, and in its last life comes to the end of its input; then
 * every promise is checked. One thread; the same arguments give the same run.
 */
public final class Simulation {
    private static final int MAX_STEPS = 2_000_000;
    private static final int MAX_LIFE_STEPS = 600;
    private static final int MAX_OPERATIONS_TO_CUT = 500;
    private static final long MAX_STEP_NS = 200_000L;
    private static final long SLOW_FORCE_NS = 50_000_000L;
    private static final long TIGHT_BYTES = 96 << 10;

    private final Topology topology;
    private final Oracle oracle;
    private final Scenario scenario;
    private final SplittableRandom random;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedWorld world;
    private final BugPlanter planter;
    private final Path state;
    private final EngineOptions options;
    private int powerCuts;
    private int kills;
    private int faults;
    private boolean isDiskFaultPlanned;

    private Simulation(
            Topology topology, SimulatedConnector connector, Oracle oracle, Scenario scenario, SeededBug bug) {
        this.oracle = oracle;
        this.scenario = scenario;
        random = new SplittableRandom(scenario.seed() ^ 0x5DEECE66DL);
        this.topology = configured(topology);
        world = new SimulatedWorld(this.topology, scenario, bug, random.split());
        connector.attach(world);
        planter = new BugPlanter(bug, disk, this.topology);
        state = disk.path("/gateway/state");
        disk.setClock(() -> clock.wall().nanoTime() / 1_000_000);
        options = EngineOptions.durable(state).withClocks(clock.wall(), clock).withStepped(true);
    }

    private Topology configured(Topology given) {
        Map<String, String> settings = new HashMap<>(given.settings());
        settings.put("pelton.journal.durability", scenario.durability());
        settings.put("pelton.journal.storage", "plain");
        settings.put("pelton.journal.segment-bytes", "64 kb");
        settings.put("pelton.memory.max", "64 mb");
        settings.put("pelton.ring.slots", Integer.toString(64 << random.nextInt(3)));
        settings.put("pelton.snapshot.interval", 1 + random.nextInt(20) + " ms");
        return new Topology(given.name(), given.planHash(), given.planText(), settings, given.streams(), given.sinks(),
                given.pipelines());
    }

    /**
     * Runs a scenario.
     *
     * @param topology  compiled with {@code connector} for all its tables
     * @throws Violation when a promise is broken
     */
    public static SimulationResult run(
            Topology topology, SimulatedConnector connector, Oracle oracle, Scenario scenario) {
        return run(topology, connector, oracle, scenario, SeededBug.NONE);
    }

    /** As {@link #run(Topology, SimulatedConnector, Oracle, Scenario)} with a defect that must be noticed. */
    public static SimulationResult run(
            Topology topology, SimulatedConnector connector, Oracle oracle, Scenario scenario, SeededBug bug) {
        Simulation simulation = new Simulation(topology, connector, oracle, scenario, bug);
        try {
            return simulation.run();
        } catch (Violation e) {
            throw new Violation(e.getMessage() + "; seed=" + scenario.seed() + " script=" + topology.name(), e);
        } catch (RuntimeException | Error e) {
            throw new Violation("An exception nobody expected: " + e + "; seed=" + scenario.seed() + " script="
                    + topology.name(), e);
        }
    }

    private SimulationResult run() {
        long steps = 0;
        for (int life = 1; life < scenario.lives(); life++) {
            if (live()) {
                break;
            }
            planter.betweenLives(state);
        }
        calmDown();
        steps = liveToTheEnd();
        FinalChecks checks = new FinalChecks(topology, state, world, oracle);
        checks.run();
        checkNothingOpen();
        return new SimulationResult(checks.inputRows(), checks.results(), checks.repeats(), powerCuts, kills, faults,
                disk.faults().operations(), steps);
    }

    /** One life that ends badly or, when it reaches the end first, well: then true. */
    private boolean live() {
        jumpClock();
        planDiskFaults();
        boolean cutInOperation = random.nextBoolean();
        if (cutInOperation) {
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
        int steps = cutInOperation ? MAX_STEPS : 1 + random.nextInt(MAX_LIFE_STEPS);
        for (int i = 0; i < steps && !engine.state().isFinal(); i++) {
            step(engine);
            if (isDiskFaultPlanned && random.nextInt(100) == 0) {
                toggleFullDisk();
            }
        }
        if (engine.state() == EngineState.FINISHED && disk.isPowerOn()) {
            closeDead(engine);
            if (disk.isPowerOn()) {
                checkNothingOpen();
                return true;
            }
            crash(null);
            return false;
        }
        if (engine.state() == EngineState.FAILED) {
            checkFailure(engine.failure());
        } else if (!cutInOperation && random.nextInt(4) == 0) {
            stop(engine);
        }
        crash(engine);
        return false;
    }

    /** From now on nothing goes wrong. */
    private void calmDown() {
        isDiskFaultPlanned = false;
        disk.setReservedBytes(0);
        disk.faults().setForceDelay(() -> 0, clock::advance);
        disk.faults().failForceAt(0);
        disk.faults().failPowerAt(0);
        disk.faults().failPowerDuring(0);
        world.calmDown();
    }

    private Engine open() {
        try {
            return Engine.open(topology, options);
        } catch (RuntimeException | Error e) {
            checkFailure(e);
            crash(null);
            return null;
        }
    }

    private void step(Engine engine) {
        engine.step(random.nextInt(engine.agentCount()));
        clock.advance(random.nextLong(MAX_STEP_NS));
        if (scenario.hasClockJumps() && random.nextInt(500) == 0) {
            jumpClock();
        }
    }

    private void jumpClock() {
        if (!scenario.hasClockJumps()) {
            return;
        }
        long second = 1_000_000_000L;
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
        disk.faults().setForceDelay(() -> random.nextLong(SLOW_FORCE_NS), clock::advance);
        if (random.nextBoolean()) {
            disk.faults().failForceAt(1 + random.nextInt(100));
        }
    }

    private void toggleFullDisk() {
        boolean isTight = disk.usableBytes() <= TIGHT_BYTES;
        disk.setReservedBytes(isTight ? 0 : disk.usableBytes() - random.nextLong(TIGHT_BYTES));
    }

    /** A clean stop, which the crash that follows may find done or not. */
    private void stop(Engine engine) {
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
        closeDead(engine);
        if (scenario.variants().length == 0 || random.nextInt(3) == 0) {
            kills++;
            disk.endProcess();
        } else {
            powerCuts++;
            disk.powerCut(scenario.variants()[random.nextInt(scenario.variants().length)], random.nextLong());
        }
        checkNothingOpen();
    }

    /** Gives back memory and channels; nothing that it writes can reach the disk any more. */
    private void closeDead(Engine engine) {
        if (engine == null) {
            return;
        }
        try {
            engine.close();
        } catch (RuntimeException e) {
            if (disk.isPowerOn() && !isDiskFaultPlanned) {
                throw e;
            }
        }
    }

    private long liveToTheEnd() {
        Engine engine = open();
        if (engine == null) {
            throw new Violation("The engine doesn't start although nothing is wrong any more");
        }
        long steps = 0;
        while (!engine.state().isFinal()) {
            step(engine);
            if (++steps > MAX_STEPS) {
                throw new Violation("Nothing moves any more; metrics=" + engine.metrics());
            }
        }
        if (engine.state() != EngineState.FINISHED) {
            throw new Violation("The engine failed without a fault: " + engine.failure(), engine.failure());
        }
        FinalChecks.checkBalance(engine.metrics());
        engine.close();
        return steps;
    }

    private void checkNothingOpen() {
        if (disk.openChannels() > 0) {
            throw new Violation("Files are left open: " + disk.openFiles());
        }
    }
}

package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.StateFolder;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A gateway with its disk and clock in a world of devices and targets: what every simulation is made of. */
final class SimulatedGateway {
    private static final int MAX_STEPS = 2_000_000;
    private static final long MAX_STEP_NS = 200_000L;

    private final SimulatedScript script;
    private final Topology topology;
    private final Scenario scenario;
    private final SplittableRandom random;
    private final SimulatedDisk disk;
    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedWorld world;
    private final Path state;
    private final EngineOptions options;

    SimulatedGateway(SimulatedScript script, Scenario scenario, SeededBug bug) {
        this.script = script;
        this.scenario = scenario;
        random = new SplittableRandom(scenario.seed() ^ 0x5DEECE66DL);
        topology = configured(script.topology(), scenario, random);
        world = new SimulatedWorld(topology, scenario, bug, random.split());
        disk = new SimulatedDisk();
        state = disk.path("/gateway/state");
        options = options();
    }

    /** As another one stands, on a copy of its disk, and from there on independent of it. */
    SimulatedGateway(SimulatedGateway other, SimulatedDisk disk, long seed) {
        this(other, disk, seed, other.topology, false);
    }

    /**
     * As above.
     *
     * @param topology   another script over the same tables
     * @param isNewWorld devices and targets begin again, the gateway doesn't
     */
    SimulatedGateway(
            SimulatedGateway other, SimulatedDisk disk, long seed, Topology topology, boolean isNewWorld) {
        script = other.script;
        this.topology = topology;
        scenario = other.scenario;
        random = new SplittableRandom(seed);
        SplittableRandom worldRandom = random.split();
        world = isNewWorld ? new SimulatedWorld(topology, scenario, SeededBug.NONE, worldRandom)
                : other.world.copy(worldRandom);
        world.addTargets(topology);
        clock.advance(other.clock.nanoTime());
        this.disk = disk;
        state = disk.path(other.state.toString());
        options = options();
    }

    private EngineOptions options() {
        disk.setClock(() -> clock.wall().nanoTime() / 1_000_000);
        return EngineOptions.durable(state).withClocks(clock.wall(), clock).withStepped(true);
    }

    private static Topology configured(Topology given, Scenario scenario, SplittableRandom random) {
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

    /** Starts the engine in this gateway's world. */
    Engine open() {
        return open(false, false);
    }

    Engine open(boolean isFresh, boolean isRebuild) {
        script.connector().attach(world, root());
        return Engine.open(topology, options.withFresh(isFresh).withRebuild(isRebuild));
    }

    private Path root() {
        return disk.path("/gateway/results");
    }

    /** As {@link #open}, null when it fails. */
    Engine tryOpen() {
        try {
            return open();
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** The process is gone; what it wrote stays. */
    void die(Engine engine) {
        if (disk.isPowerOn()) {
            disk.faults().failPowerAt(disk.faults().operations() + 1);
        }
        closeDead(engine);
        disk.endProcess();
    }

    /** One agent's duty cycle, chosen by chance, and a little time. */
    void step(Engine engine) {
        engine.step(random.nextInt(engine.agentCount()));
        clock.advance(random.nextLong(MAX_STEP_NS));
    }

    /** From now on nothing goes wrong. */
    void calmDown() {
        disk.setReservedBytes(0);
        disk.faults().setForceDelay(() -> 0, clock::advance);
        disk.faults().failForceAt(0);
        disk.faults().failPowerAt(0);
        disk.faults().failPowerDuring(0);
        world.calmDown();
    }

    /** Steps an engine until its input has ended and everything is delivered; returns the steps. */
    long finish(Engine engine) {
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
        if (!engine.metrics().isBalanced()) {
            throw new Violation("Law 9 doesn't balance; metrics=" + engine.metrics());
        }
        checkMemory(engine);
        engine.close();
        checkNothingOpen();
        return steps;
    }

    void checkMemory(Engine engine) {
        if (engine.stateBytes() > script.maxStateBytes()) {
            throw new Violation("Operators took more memory than check said; bytes=" + engine.stateBytes() + " said="
                    + script.maxStateBytes());
        }
    }

    void checkNothingOpen() {
        if (disk.openChannels() > 0) {
            throw new Violation("Files are left open: " + disk.openFiles());
        }
    }

    /** All that must hold at the end. */
    FinalChecks check() {
        FinalChecks checks = new FinalChecks(topology, state, world, script, root());
        checks.run();
        return checks;
    }

    /** What the input journal holds now. */
    InputHistory history() {
        try {
            return InputHistory.read(state, StateFolder.readManifest(state).orElseThrow(), topology);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What must hold at the end of a run that began on a damaged folder; {@code known} is what it held before. */
    void checkOnDamaged(InputHistory known) {
        new FinalChecks(topology, state, world, script, root()).runOnDamaged(known);
    }

    /** What must hold of results behind this one when input was lost and its loss accepted. */
    void checkResultsBehind(long outputSequence) {
        new FinalChecks(topology, state, world, script, root()).runBehind(outputSequence);
    }

    /** Gives an engine's memory and channels back when the process is said to be gone: it can't write any more. */
    void closeDead(Engine engine) {
        if (engine == null) {
            return;
        }
        try {
            engine.close();
        } catch (RuntimeException e) {
            if (disk.isPowerOn()) {
                throw e;
            }
        }
    }

    SimulatedWorld world() {
        return world;
    }

    SimulatedDisk disk() {
        return disk;
    }

    SimulatedClock clock() {
        return clock;
    }

    SplittableRandom random() {
        return random;
    }

    Topology topology() {
        return topology;
    }

    Path state() {
        return state;
    }
}

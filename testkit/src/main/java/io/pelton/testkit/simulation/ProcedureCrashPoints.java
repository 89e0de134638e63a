package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.engine.StateCheck;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.recovery.RepairPlan;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.StateRepair;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.DeathCount;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.testkit.disk.LossVariant;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Power cuts at every operation of the disk during a {@link Procedure}, and failing forces: the same command is given
 * again, the run comes to its end and everything is checked. Each try has a copy of the same folder, in which what a
 * killed process hadn't forced is still at risk. One thread.
 */
public final class ProcedureCrashPoints {
    private static final int FIRST_LIFE_STEPS = 250;
    private static final int LIFE_STEPS = 150;
    private static final int OPERATIONS_BEHIND_OPENING = 60;
    private static final int SECTOR_BYTES = 512;
    private static final long SEED = 7;

    private final SimulatedScript script;
    private final Scenario scenario;
    private final Procedure procedure;
    private final SimulatedGateway golden;
    private final Topology topology;
    private long operations;
    private long lastOldOutput = -1;

    /** @param scenario long enough that no life before the procedure comes to the end of its input */
    public ProcedureCrashPoints(SimulatedScript script, Scenario scenario, Procedure procedure) {
        this.script = script;
        this.scenario = scenario;
        this.procedure = procedure;
        golden = Simulation.explained(script, scenario, this::prepare);
        topology = isRebuild() ? changed(golden.topology(), procedure == Procedure.REBUILD_FOR_NEW_SINKS)
                : golden.topology();
    }

    private boolean isRebuild() {
        return procedure == Procedure.REBUILD || procedure == Procedure.REBUILD_FOR_NEW_SINKS;
    }

    /** Computes the same, and is another script all the same. */
    private static Topology changed(Topology given, boolean hasNewSinks) {
        List<SinkDefinition> sinks = new ArrayList<>();
        for (SinkDefinition sink : given.sinks()) {
            TableDefinition table = sink.table();
            sinks.add(!hasNewSinks ? sink : new SinkDefinition(sink.sinkId(), new TableDefinition(
                    "new-" + table.name(), table.schema(), table.options(), table.settings()), sink.layout(),
                    sink.connector()));
        }
        return new Topology(given.name(), "changed-" + given.planHash(), given.planText() + "\n", given.settings(),
                given.streams(), sinks, given.pipelines());
    }

    private SimulatedGateway prepare() {
        try {
            SimulatedGateway gateway = new SimulatedGateway(script, scenario, SeededBug.NONE);
            if (isRebuild()) {
                Engine only = gateway.open();
                live(gateway, only, FIRST_LIFE_STEPS);
                only.stop();
                lastOldOutput = only.metrics().outputSequence();
                only.close();
                gateway.disk().endProcess();
                return gateway;
            }
            live(gateway, FIRST_LIFE_STEPS);
            live(gateway, LIFE_STEPS);
            switch (procedure) {
                case LEAVE_OUT -> noteDeaths(gateway);
                case ACCEPT_LOSS -> damageInput(gateway);
                default -> {
                }
            }
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts a simulation", e);
        }
    }

    private static void live(SimulatedGateway gateway, int steps) {
        Engine engine = gateway.open();
        live(gateway, engine, steps);
        kill(gateway, engine);
    }

    private static void live(SimulatedGateway gateway, Engine engine, int steps) {
        for (int i = 0; i < steps && !engine.state().isFinal(); i++) {
            gateway.step(engine);
        }
        if (engine.state().isFinal()) {
            throw new Violation("The life before was to go on; state=" + engine.state(), engine.failure());
        }
    }

    private static void kill(SimulatedGateway gateway, Engine engine) {
        SimulatedDisk disk = gateway.disk();
        if (disk.isPowerOn()) {
            disk.faults().failPowerAt(disk.faults().operations() + 1);
        }
        gateway.closeDead(engine);
        disk.endProcess();
        gateway.checkNothingOpen();
    }

    /** Two at the newest reading whose results no sink can have. */
    private static void noteDeaths(SimulatedGateway gateway) throws IOException {
        Path state = gateway.state();
        Manifest manifest = StateFolder.readManifest(state).orElseThrow();
        long from = -1;
        for (SnapshotHeader header : SnapshotStore.headers(
                state.resolve(StateFolder.SNAPSHOTS), manifest.inputJournalId())) {
            from = Math.max(from, header.inputSequence());
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(state.resolve(StateFolder.CURSORS), "*" + CursorFile.SUFFIX)) {
            for (Path file : files) {
                from = Math.max(from, CursorFile.read(file, manifest.outputJournalId()).position().causeSequence());
            }
        }
        for (SinkTarget target : gateway.world().targets().values()) {
            from = Math.max(from, target.lastCause());
        }
        long row = gateway.history().lastReadingBehind(from);
        if (row < 0) {
            throw new Violation("No row can be deadly; behind=" + from);
        }
        new DeathCount(row, 2, "as the test says").write(state);
    }

    /** In the newest segment with rows, so that acknowledged input behind the newest snapshot is gone. */
    private static void damageInput(SimulatedGateway gateway) throws IOException {
        SimulatedDisk disk = gateway.disk();
        disk.sync();
        List<Path> files = disk.damage().files(gateway.state().resolve(StateFolder.INPUT));
        for (int i = files.size() - 1; i >= 0; i--) {
            Path file = files.get(i);
            for (long sector = Files.size(file) / SECTOR_BYTES - 1; sector > 0; sector--) {
                SimulatedDisk trial = disk.copy();
                trial.damage().garbleSector(trial.path(file.toString()), sector, gateway.random().split());
                Path state = trial.path(gateway.state().toString());
                if (StateCheck.verify(state, DurabilityMode.GROUP).severity() == Severity.DAMAGED) {
                    disk.damage().garbleSector(file, sector, gateway.random().split());
                    gateway.world().forgetAcknowledgements();
                    return;
                }
            }
        }
        throw new Violation("No damage matters");
    }

    private SimulatedGateway copy() {
        SimulatedGateway gateway = new SimulatedGateway(golden, golden.disk().copy(), SEED, topology,
                procedure == Procedure.FRESH);
        gateway.calmDown();
        operations = gateway.disk().faults().operations();
        return gateway;
    }

    /** Goes through it undisturbed and returns the number of its operations, the first being 1. */
    public long count() {
        return Simulation.explained(script, scenario, () -> {
            SimulatedGateway gateway = copy();
            Engine engine = begin(gateway, true);
            long opened = gateway.disk().faults().operations();
            if (procedure == Procedure.STOP) {
                live(gateway, engine, LIFE_STEPS);
                stop(engine);
                long stopped = gateway.disk().faults().operations();
                gateway.checkNothingOpen();
                check(gateway, begin(gateway, false));
                return stopped - operations;
            }
            check(gateway, engine);
            return opened - operations + OPERATIONS_BEHIND_OPENING;
        });
    }

    /** How many forces the procedure takes. */
    public long countForces() {
        return Simulation.explained(script, scenario, () -> {
            SimulatedGateway gateway = copy();
            final long before = gateway.disk().faults().forces();
            Engine engine = begin(gateway, true);
            gateway.finish(engine);
            return gateway.disk().faults().forces() - before;
        });
    }

    private Engine begin(SimulatedGateway gateway, boolean isFirst) {
        if (procedure == Procedure.ACCEPT_LOSS) {
            repair(gateway);
        }
        return gateway.open(isFirst && procedure == Procedure.FRESH, isRebuild());
    }

    private static void repair(SimulatedGateway gateway) {
        try (StateFolder folder = StateFolder.open(gateway.state())) {
            StateRepair repair = Journals.repair(folder, DurabilityMode.GROUP);
            RepairPlan plan = repair.plan(1);
            if (plan.isNeeded()) {
                repair.carryOut(plan);
            }
        }
    }

    private static void stop(Engine engine) {
        try {
            engine.stop();
            engine.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts a simulation", e);
        }
    }

    private void check(SimulatedGateway gateway, Engine engine) {
        gateway.finish(engine);
        if (procedure == Procedure.ACCEPT_LOSS) {
            gateway.checkResultsBehind(-1);
        } else if (procedure == Procedure.REBUILD_FOR_NEW_SINKS) {
            gateway.checkResultsBehind(lastOldOutput);
        } else {
            gateway.check();
        }
    }

    /**
     * Cuts the power at one operation of the procedure, gives the same command again and comes to the end.
     *
     * @param isDuring in the midst of it instead of before it
     * @throws Violation when a promise is broken
     */
    public void cut(long operation, boolean isDuring, LossVariant variant) {
        explained("operation=" + operation + " isDuring=" + isDuring + " variant=" + variant, () -> {
            SimulatedGateway gateway = copy();
            if (isDuring) {
                gateway.disk().faults().failPowerDuring(operations + operation);
            } else {
                gateway.disk().faults().failPowerAt(operations + operation);
            }
            boolean wasOpen = runUntilItFails(gateway);
            gateway.disk().powerCut(variant, operation);
            check(gateway, begin(gateway, !wasOpen));
        });
    }

    /**
     * One force fails and ends the process, a second one runs for a while on what it finds, then the power fails.
     *
     * @param force counted from 1
     * @param steps of the second process
     */
    public void failForce(long force, int steps, LossVariant variant) {
        explained("force=" + force + " steps=" + steps + " variant=" + variant, () -> {
            SimulatedGateway gateway = copy();
            gateway.disk().faults().failForceAt(force);
            boolean wasOpen = runUntilItFails(gateway);
            gateway.disk().endProcess();
            gateway.calmDown();
            Engine second = begin(gateway, !wasOpen);
            for (int i = 0; i < steps && !second.state().isFinal(); i++) {
                gateway.step(second);
            }
            kill(gateway, second);
            gateway.disk().powerCut(variant, force);
            check(gateway, begin(gateway, false));
        });
    }

    /** True when the engine had been opened before. */
    private boolean runUntilItFails(SimulatedGateway gateway) {
        Engine engine = null;
        try {
            engine = begin(gateway, true);
            if (procedure == Procedure.STOP) {
                live(gateway, engine, LIFE_STEPS);
                stop(engine);
            } else {
                gateway.finish(engine);
            }
        } catch (RuntimeException | Violation e) {
            gateway.closeDead(engine);
            return engine != null;
        }
        gateway.closeDead(engine);
        return true;
    }

    private void explained(String where, Runnable trial) {
        Simulation.explained(script, scenario, () -> {
            try {
                trial.run();
                return true;
            } catch (Violation e) {
                throw new Violation(e.getMessage() + "; procedure=" + procedure + " " + where, e);
            } catch (RuntimeException e) {
                throw new Violation("An exception nobody expected: " + e + "; procedure=" + procedure + " " + where, e);
            }
        });
    }
}

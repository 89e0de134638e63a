package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.engine.StateCheck;
import io.pelton.engine.recovery.ReplayMismatchException;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.sink.SinkException;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.testkit.disk.DiskDamage;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One damage after the other to copies of a state folder that a killed process has left: what a check says of it, and
 * what a start makes of it. The rule: what the check calls clean is clean, and nothing that starts gives wrong results.
 * One thread.
 */
public final class DamageTrials {
    private static final int LIFE_STEPS = 400;
    private static final int PAGE_BYTES = 4096;
    private static final int SECTOR_BYTES = 512;

    private final SimulatedScript script;
    private final Scenario scenario;
    private final SimulatedGateway golden;
    private final InputHistory history;
    /** Older contents of files that have changed since. */
    private final Map<Path, DiskDamage.KeptFile> stale = new TreeMap<>();

    /** What became of a damaged folder. */
    public enum Outcome {
        /** The run came to its end and everything was right. */
        HARMLESS,
        /** The check says that the next start cuts a tail, and it did. */
        CUT,
        /** The start refused with a message. */
        REFUSED
    }

    /**
     * What was done, what the check said and what the start made of it.
     *
     * @param damage for people
     */
    public record Trial(String damage, Severity check, Outcome outcome) {
    }

    /** @param scenario gives the folder its content; its troubles don't happen */
    public DamageTrials(SimulatedScript script, Scenario scenario) {
        this.script = script;
        this.scenario = scenario.withPowerCutsOnly(1);
        golden = Simulation.explained(script, this.scenario, this::prepare);
        history = golden.history();
    }

    /** A clean stop, then a life that a kill has ended: sealed and open segments, snapshots, cursors, dead letters. */
    private SimulatedGateway prepare() {
        SimulatedGateway gateway = new SimulatedGateway(script, scenario, SeededBug.NONE);
        SimulatedDisk disk = gateway.disk();
        try {
            Engine first = gateway.open();
            live(gateway, first);
            first.stop();
            first.close();
            for (Path file : disk.damage().files(disk.root())) {
                stale.put(file, disk.damage().keep(file));
            }
            Engine second = gateway.open();
            live(gateway, second);
            disk.faults().failPowerAt(disk.faults().operations() + 1);
            gateway.closeDead(second);
            disk.endProcess();
            disk.sync();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts a simulation", e);
        }
    }

    private static void live(SimulatedGateway gateway, Engine engine) {
        for (int i = 0; i < LIFE_STEPS && !engine.state().isFinal(); i++) {
            gateway.step(engine);
        }
    }

    /**
     * Damages a copy, checks it, and starts on it.
     *
     * @throws Violation when damage stays unnoticed and matters, or is noticed by an exception that explains nothing
     */
    public Trial run(long seed) {
        SimulatedGateway gateway = new SimulatedGateway(golden, golden.disk().copy(), seed);
        String damage = damage(gateway, new SplittableRandom(seed));
        try {
            Severity check = check(gateway);
            Outcome outcome = start(gateway, check);
            if (check.exitCode() == 0 && outcome != Outcome.HARMLESS) {
                throw new Violation("The check called it clean, the start says " + outcome);
            }
            return new Trial(damage, check, outcome);
        } catch (Violation e) {
            throw new Violation(e.getMessage() + "; damage=" + damage + " trial=" + seed + " seed=" + scenario.seed()
                    + " script=" + script.topology().name(), e);
        } catch (RuntimeException | Error e) {
            throw new Violation("An exception nobody expected: " + e + "; damage=" + damage + " trial=" + seed
                    + " seed=" + scenario.seed() + " script=" + script.topology().name(), e);
        }
    }

    private static Severity check(SimulatedGateway gateway) {
        VerifyReport report = StateCheck.verify(gateway.state(), DurabilityMode.GROUP);
        return report.severity();
    }

    private Outcome start(SimulatedGateway gateway, Severity check) {
        gateway.calmDown();
        Engine engine;
        try {
            engine = gateway.open();
        } catch (CorruptJournalException | StateRefusedException | JournalFailedException | SinkException
                | ReplayMismatchException e) {
            gateway.checkNothingOpen();
            return Outcome.REFUSED;
        } catch (Violation e) {
            if (check.exitCode() != 0 && e.getMessage().startsWith("Acknowledged input is lost")) {
                return Outcome.CUT;
            }
            throw e;
        }
        // Behind a tail that was cut devices send again what nobody acknowledged, in any order.
        boolean hadFinished = engine.state().isFinal();
        InputHistory kept = hadFinished ? history : history.upTo(engine.recovery().inputSequence());
        gateway.finish(engine);
        if (check.exitCode() == 0) {
            gateway.check();
        } else {
            gateway.checkOnDamaged(kept);
        }
        return Outcome.HARMLESS;
    }

    private String damage(SimulatedGateway gateway, SplittableRandom random) {
        DiskDamage damage = gateway.disk().damage();
        try {
            List<Path> files = damage.files(gateway.state());
            Path file = files.get(random.nextInt(files.size()));
            long size = Files.size(file);
            return switch (random.nextInt(12)) {
                case 0 -> damage.zeroPage(file, random.nextLong((size + PAGE_BYTES - 1) / PAGE_BYTES));
                case 1 -> damage.garbleSector(
                        file, random.nextLong((size + SECTOR_BYTES - 1) / SECTOR_BYTES), random);
                case 2 -> damage.truncate(file, random.nextLong(size));
                case 3 -> damage.delete(file);
                case 4 -> damage.swap(file, files.get(random.nextInt(files.size())));
                case 5 -> putBack(gateway, damage, random);
                default -> damage.flipRandomBit(gateway.state(), random);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String putBack(SimulatedGateway gateway, DiskDamage damage, SplittableRandom random) throws IOException {
        List<Path> old = new ArrayList<>(stale.keySet());
        Path file = old.get(random.nextInt(old.size()));
        return damage.putBack(gateway.disk().path(file.toString()), stale.get(file));
    }
}

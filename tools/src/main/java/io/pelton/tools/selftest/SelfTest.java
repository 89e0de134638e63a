package io.pelton.tools.selftest;

import io.pelton.testkit.disk.LossVariant;
import io.pelton.testkit.simulation.CrashPoints;
import io.pelton.testkit.simulation.DamageTrials;
import io.pelton.testkit.simulation.FullDiskPoints;
import io.pelton.testkit.simulation.Scenario;
import io.pelton.testkit.simulation.Simulation;
import io.pelton.testkit.simulation.SimulatedScript;
import io.pelton.testkit.simulation.SimulationResult;
import io.pelton.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Simulations by the thousand, on all processors; each thread has scripts of its own. The caller's thread waits.
 */
public final class SelfTest {
    /** Trials on one state folder before another one is made. */
    private static final int TRIALS_PER_FOLDER = 100;
    private static final int CUTS_PER_RUN = 3;
    private static final String POWER_CUTS = "power cuts";
    /** About 1,000 events: two tables of four devices would be more. */
    private static final int CRASH_DEVICES = 4;
    private static final int CRASH_MESSAGES = 125;
    private static final int CRASH_SCRIPT = 3;
    private static final int LEFT_STEPS = 8;
    private static final long LEFT_STEP_BYTES = 10_000;
    private static final LossVariant[] CRASH_VARIANTS = {LossVariant.ALL_UNFORCED_LOST, LossVariant.PREFIX,
        LossVariant.SECTORS_AT_RANDOM, LossVariant.NAMES_WITHOUT_CONTENT};

    private final int threads;
    private final LongConsumer progress;
    private final AtomicLong done = new AtomicLong();

    /** What a thread does with one number. */
    private interface Case {
        void run(CompiledScripts scripts, long number, Tally tally);
    }

    private static void count(Tally tally, Runnable one) {
        try {
            one.run();
            tally.passed();
        } catch (Violation e) {
            tally.failed(e.getMessage());
        }
    }

    /** @param progress told how many cases are done, now and then, by any thread */
    public SelfTest(int threads, LongConsumer progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /** The lives that follow from these seeds. */
    Tally lives(SeedRange seeds) throws InterruptedException {
        return each(seeds.from(), seeds.to(), (scripts, seed, tally) ->
                count(tally, () -> tally.add(Simulation.run(scripts.of(seed), Scenario.of(seed)))));
    }

    /** As many power cuts, at random moments; the seeds begin with the range's first. */
    Tally powerCuts(SeedRange cuts) throws InterruptedException {
        return each(cuts.from(), Long.MAX_VALUE, (scripts, seed, tally) -> {
            if (tally.count(POWER_CUTS) < cuts.size()) {
                count(tally, () -> tally.add(Simulation.run(
                        scripts.of(seed), Scenario.of(seed).withPowerCutsOnly(CUTS_PER_RUN + 1))));
            }
        }, tally -> tally.count(POWER_CUTS) >= cuts.size() || tally.failed() > 0);
    }

    /** Every {@code stride}th operation of the disk in a script of about 1,000 events, each with four kinds of loss. */
    Tally crashPoints(long stride) throws InterruptedException {
        Scenario scenario = new Scenario(CRASH_SCRIPT, CRASH_DEVICES, CRASH_MESSAGES, 1, "group", 0, 0, 6_000,
                CRASH_VARIANTS, 0, false, false);
        long operations = new CrashPoints(new CompiledScripts().of(CRASH_SCRIPT), scenario).count();
        long points = operations / stride * CRASH_VARIANTS.length;
        Tally tally = each(0, points, (scripts, number, cuts) -> {
            int variant = (int) (number % CRASH_VARIANTS.length);
            long operation = 1 + number / CRASH_VARIANTS.length * stride;
            count(cuts, () -> new CrashPoints(scripts.of(CRASH_SCRIPT), scenario)
                    .cut(operation, (operation + variant) % 2 == 0, CRASH_VARIANTS[variant]));
        });
        tally.add("disk operations", operations);
        return tally;
    }

    /** A disk that is full from every {@code stride}th operation on, with more or less room left. */
    Tally fullDisks(long stride) throws InterruptedException {
        Scenario scenario = new Scenario(CRASH_SCRIPT, CRASH_DEVICES, CRASH_MESSAGES, 1, "group", 0, 0, 6_000,
                CRASH_VARIANTS, 0, false, false);
        long operations = new CrashPoints(new CompiledScripts().of(CRASH_SCRIPT), scenario).count();
        return each(0, operations / stride, (scripts, number, tally) -> count(tally, () -> {
            long operation = 1 + number * stride;
            FullDiskPoints.Outcome outcome = new FullDiskPoints(scripts.of(CRASH_SCRIPT), scenario)
                    .fill(operation, operation % LEFT_STEPS * LEFT_STEP_BYTES);
            tally.add("the engine " + outcome.name().toLowerCase(Locale.ROOT), 1);
        }));
    }

    /** One damage after the other to state folders, a hundred to each. */
    Tally damage(SeedRange trials) throws InterruptedException {
        long folders = (trials.to() + TRIALS_PER_FOLDER - 1) / TRIALS_PER_FOLDER;
        return each(trials.from() / TRIALS_PER_FOLDER, folders, (scripts, folder, tally) -> {
            DamageTrials damages = new DamageTrials(scripts.of(folder), Scenario.of(folder));
            long from = Math.max(trials.from(), folder * TRIALS_PER_FOLDER);
            long to = Math.min(trials.to(), (folder + 1) * TRIALS_PER_FOLDER);
            for (long number = from; number < to; number++) {
                long one = number;
                count(tally, () -> {
                    DamageTrials.Trial trial = damages.run(one);
                    tally.add("start: " + trial.outcome().name().toLowerCase(Locale.ROOT), 1);
                    tally.add("check: exit code " + trial.check().exitCode(), 1);
                });
            }
        });
    }

    private Tally each(long from, long to, Case what) throws InterruptedException {
        return each(from, to, what, tally -> false);
    }

    private Tally each(long from, long to, Case what, Predicate<Tally> isEnough) throws InterruptedException {
        Tally tally = new Tally();
        AtomicLong next = new AtomicLong(from);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(() -> work(next, to, what, tally, isEnough), "selftest-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return tally;
    }

    private void work(AtomicLong next, long to, Case what, Tally tally, Predicate<Tally> isEnough) {
        CompiledScripts scripts = new CompiledScripts();
        for (long number = next.getAndIncrement(); number < to && !isEnough.test(tally);
                number = next.getAndIncrement()) {
            try {
                what.run(scripts, number, tally);
            } catch (RuntimeException | Error e) {
                tally.failed("number=" + number + ": " + e);
            }
            progress.accept(done.incrementAndGet());
        }
    }

    /**
     * One seed alone, on the caller's thread.
     *
     * @throws Violation when a promise is broken
     */
    public static SimulationResult one(long seed) {
        SimulatedScript script = new CompiledScripts().of(seed);
        return Simulation.run(script, Scenario.of(seed));
    }

    /** The SQL that a seed's simulation runs. */
    public static String sqlOf(long seed) {
        return CompiledScripts.scriptOf(seed).sql();
    }
}

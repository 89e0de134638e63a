package io.pelton.testkit.operator;

import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.testkit.alloc.AllocationProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * Runs an operator through a script and holds it to the contract of {@link Operator}. {@link #check(OperatorScript)}
 * runs it friendly, with an output that is full at every other call and has room for one row, with a snapshot and a
 * restore into a fresh instance between any two calls, with both, and with snapshots that are copied while the stream
 * goes on. All runs must give the same rows, byte for byte, the same dead letters and the same counters; the law 9
 * balance must hold after each input; and when the script ends with the watermark at infinity, the arena must hold
 * what it held after opening.
 *
 * <pre>
 *   OperatorResult result = new OperatorHarness(MyOperator::new, outputLayout)
 *           .check(new HostileRows(inputLayout, seed).script(500, 0, 100, 2_000, 1_000));
 * </pre>
 *
 * One thread.
 */
public final class OperatorHarness {
    private static final long DEFAULT_ARENA_BYTES = 64L << 20;
    private static final int MOST_CALLS_PER_WATERMARK = 10_000_000;

    private final Supplier<? extends Operator> factory;
    private final RowLayout outputLayout;
    private final long arenaBytes;

    public OperatorHarness(Supplier<? extends Operator> factory, RowLayout outputLayout) {
        this(factory, outputLayout, DEFAULT_ARENA_BYTES);
    }

    private OperatorHarness(Supplier<? extends Operator> factory, RowLayout outputLayout, long arenaBytes) {
        this.factory = factory;
        this.outputLayout = outputLayout;
        this.arenaBytes = arenaBytes;
    }

    /** The same with another amount of state memory: a small one makes the operator refuse rows. */
    public OperatorHarness withArenaBytes(long bytes) {
        return new OperatorHarness(factory, outputLayout, bytes);
    }

    /** Runs the script in all ways and returns the result on which they agree. */
    public OperatorResult check(OperatorScript script) {
        OperatorResult friendly = run(script);
        mustAgree(friendly, run(script, true, false, -1), "with a full output");
        mustAgree(friendly, run(script, false, true, -1), "with a restore between any two calls");
        mustAgree(friendly, run(script, true, true, -1), "with a full output and restores");
        int steps = script.size();
        for (int begin = 0; begin < steps; begin += Math.max(1, steps / 5)) {
            OperatorResult slow = run(script, false, false, begin);
            mustAgree(friendly, slow, "with a snapshot copied while running, begun at step " + begin);
        }
        return friendly;
    }

    /** Runs the script once with an output that always has room. */
    public OperatorResult run(OperatorScript script) {
        return run(script, false, false, -1);
    }

    private OperatorResult run(OperatorScript script, boolean isStingy, boolean restores, int slowSnapshotAt) {
        List<DirectBuffer> rows = new ArrayList<>();
        List<String> deadLetters = new ArrayList<>();
        HarnessOutput output = new HarnessOutput(outputLayout, rows);
        HarnessContext context = new HarnessContext(arenaBytes, output, deadLetters);
        Operator operator = factory.get();
        operator.open(context);
        long bytesAtStart = context.snapshotArena().usedBytes();
        SlowSnapshot slow = null;
        List<OperatorScript.Step> steps = script.steps();
        for (int i = 0; i < steps.size(); i++) {
            if (i == slowSnapshotAt) {
                slow = new SlowSnapshot(operator, context, i, rows.size(), deadLetters.size());
            }
            feed(operator, context, output, steps.get(i), isStingy);
            mustBalance(context.counters(), i);
            if (slow != null && !slow.isComplete()) {
                slow.copySome(1);
            }
            if (restores) {
                SlowSnapshot snapshot = new SlowSnapshot(operator, context, i + 1, rows.size(), deadLetters.size());
                snapshot.copySome(Integer.MAX_VALUE);
                operator.close();
                context.close();
                context = new HarnessContext(arenaBytes, output, deadLetters);
                operator = snapshot.restore(factory.get(), context);
            }
        }
        if (slow != null) {
            slow.copySome(Integer.MAX_VALUE);
            mustContinue(script, slow, rows, deadLetters, context.counters());
        }
        mustHaveFreed(script, context, bytesAtStart);
        operator.close();
        OperatorCounters counters = context.counters();
        context.close();
        return new OperatorResult(rows, deadLetters, counters);
    }

    private static void feed(Operator operator, HarnessContext context, HarnessOutput output,
            OperatorScript.Step step, boolean isStingy) {
        if (step.row() != null) {
            context.inputTimeNs = RowHeader.ingestTimeNs(step.row(), 0);
            output.grant(operator.maxRowsPerRow());
            operator.onRow(step.input(), step.row(), 0);
            output.mustBeUnclaimed("onRow returns");
            return;
        }
        int calls = 0;
        output.grant(isStingy ? 0 : Integer.MAX_VALUE);
        long before = output.emitted();
        boolean isGranted = !isStingy;
        while (!operator.onWatermark(step.watermarkMs())) {
            output.mustBeUnclaimed("onWatermark returns");
            if (isGranted && output.emitted() == before) {
                throw new AssertionError("no progress: the output has room and nothing comes: watermarkMs="
                        + step.watermarkMs());
            }
            if (++calls > MOST_CALLS_PER_WATERMARK) {
                throw new AssertionError("a watermark without end: watermarkMs=" + step.watermarkMs());
            }
            before = output.emitted();
            isGranted = !isStingy || !isGranted;
            output.grant(!isStingy ? Integer.MAX_VALUE : isGranted ? 1 : 0);
        }
        context.watermarkMs = step.watermarkMs();
    }

    /** A restored copy must go on exactly as the original did. */
    private void mustContinue(
            OperatorScript script, SlowSnapshot slow, List<DirectBuffer> rows, List<String> deadLetters,
            OperatorCounters counters) {
        List<DirectBuffer> replayedRows = new ArrayList<>(rows.subList(0, slow.rows()));
        List<String> replayedLetters = new ArrayList<>(deadLetters.subList(0, slow.deadLetters()));
        HarnessOutput output = new HarnessOutput(outputLayout, replayedRows);
        try (HarnessContext context = new HarnessContext(arenaBytes, output, replayedLetters)) {
            Operator operator = slow.restore(factory.get(), context);
            for (OperatorScript.Step step : script.steps().subList(slow.step(), script.size())) {
                feed(operator, context, output, step, false);
            }
            operator.close();
            OperatorResult replayed = new OperatorResult(replayedRows, replayedLetters, context.counters());
            mustAgree(new OperatorResult(rows, deadLetters, counters), replayed, "restored from a slow snapshot");
        }
    }

    /**
     * Heap bytes that an instance allocates over the second half of a script, after the first half and a whole earlier
     * run.
     */
    public long allocatedBytes(OperatorScript script) {
        AllocationProbe probe = new AllocationProbe();
        long bytes = 0;
        for (int round = 0; round < 3; round++) {
            HarnessOutput output = new HarnessOutput(outputLayout, null);
            try (HarnessContext context = new HarnessContext(arenaBytes, output, null)) {
                Operator operator = factory.get();
                operator.open(context);
                List<OperatorScript.Step> steps = script.steps();
                for (int i = 0; i < steps.size(); i++) {
                    if (i == steps.size() / 2) {
                        probe.start();
                    }
                    feed(operator, context, output, steps.get(i), false);
                }
                bytes = probe.allocatedBytes();
                operator.close();
            }
        }
        return bytes;
    }

    private static void mustBalance(OperatorCounters counters, int step) {
        if (!counters.isBalanced()) {
            throw new AssertionError("law 9 is broken after step " + step + ": " + text(counters));
        }
    }

    private static void mustHaveFreed(OperatorScript script, HarnessContext context, long bytesAtStart) {
        List<OperatorScript.Step> steps = script.steps();
        boolean isFinished = !steps.isEmpty() && steps.get(steps.size() - 1).row() == null
                && steps.get(steps.size() - 1).watermarkMs() == Long.MAX_VALUE;
        SnapshotArena arena = context.snapshotArena();
        if (isFinished && arena.usedBytes() != bytesAtStart) {
            throw new AssertionError("state is left after the end of the stream: usedBytes=" + arena.usedBytes()
                    + " atStart=" + bytesAtStart);
        }
    }

    private static void mustAgree(OperatorResult expected, OperatorResult found, String how) {
        int common = Math.min(expected.rows().size(), found.rows().size());
        for (int i = 0; i < common; i++) {
            if (!expected.rows().get(i).equals(found.rows().get(i))) {
                throw new AssertionError("row " + i + " differs " + how + ": expected " + hex(expected.rows().get(i))
                        + " found " + hex(found.rows().get(i)));
            }
        }
        if (expected.rows().size() != found.rows().size()) {
            throw new AssertionError("the number of rows differs " + how + ": expected=" + expected.rows().size()
                    + " found=" + found.rows().size());
        }
        if (!expected.deadLetters().equals(found.deadLetters())) {
            throw new AssertionError("dead letters differ " + how + ": expected=" + expected.deadLetters() + " found="
                    + found.deadLetters());
        }
        if (!text(expected.counters()).equals(text(found.counters()))) {
            throw new AssertionError("counters differ " + how + ": expected " + text(expected.counters()) + " found "
                    + text(found.counters()));
        }
    }

    private static String text(OperatorCounters counters) {
        return "rowsIn=" + counters.rowsIn + " used=" + counters.used + " filtered=" + counters.filtered
                + " lateApplied=" + counters.lateApplied + " tooLate=" + counters.tooLate
                + " refused=" + counters.refused;
    }

    private static String hex(DirectBuffer row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.capacity(); i++) {
            text.append(Character.forDigit(row.getByte(i) >> 4 & 15, 16));
            text.append(Character.forDigit(row.getByte(i) & 15, 16));
        }
        return text.toString();
    }
}

package io.pelton.engine.disk;

import io.pelton.engine.connector.SinkBudget;
import io.pelton.journal.Journal;
import io.pelton.journal.storage.SegmentInfo;
import java.util.List;
import java.util.StringJoiner;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds sinks to their disk budgets: one that blocks closes the intake until it has caught up, one that expires is told
 * which rows to give up, whole journal segments at a time. What a sink has taken but not finished counts as delivered.
 * The sync thread.
 */
public final class BudgetKeeper implements Agent {
    /** Between two looks. */
    public static final long PERIOD_NS = 50_000_000L;
    /** A sink that gives nothing up for so long hangs. */
    public static final long HANG_NS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(BudgetKeeper.class);
    /** A held intake opens when an eighth of the budget is free again. */
    private static final int FREE_SHARE = 8;

    private final List<SinkBacklog> sinks;
    private final Journal output;
    private final Intake intake;
    private final NanoClock clock;
    private final boolean[] holding;
    private final long[] given;
    private final long[] lastPassed;
    private final long[] movedNs;
    private long lastNs;
    private boolean isStarted;

    public BudgetKeeper(List<? extends SinkBacklog> sinks, Journal output, Intake intake, NanoClock clock) {
        this.sinks = List.copyOf(sinks);
        this.output = output;
        this.intake = intake;
        this.clock = clock;
        int count = sinks.size();
        holding = new boolean[count];
        given = new long[count];
        lastPassed = new long[count];
        movedNs = new long[count];
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (isStarted && nowNs - lastNs < PERIOD_NS) {
            return 0;
        }
        isStarted = true;
        lastNs = nowNs;
        boolean isChanged = false;
        for (int i = 0; i < given.length; i++) {
            SinkBudget budget = sinks.get(i).budget();
            if (budget.bytes() == Long.MAX_VALUE) {
                continue;
            }
            long passed = sinks.get(i).passed();
            long behind = output.bytesBehind(passed);
            if (budget.isExpiring()) {
                expire(i, passed, behind, nowNs);
            } else {
                isChanged |= block(i, behind);
            }
        }
        if (isChanged) {
            hold();
        }
        return 0;
    }

    private boolean block(int i, long behind) {
        SinkBacklog sink = sinks.get(i);
        long budget = sink.budget().bytes();
        boolean isHolding = behind > (holding[i] ? budget - budget / FREE_SHARE : budget);
        if (isHolding == holding[i]) {
            return false;
        }
        holding[i] = isHolding;
        if (isHolding) {
            LOG.warn("A sink is behind by more than its disk budget: no more input is taken in until it has caught up;"
                    + " sink={} behindBytes={} budgetBytes={}", sink.table(), behind, budget);
        } else {
            LOG.info("A sink is within its disk budget again; sink={} behindBytes={}", sink.table(), behind);
        }
        return true;
    }

    private void hold() {
        StringJoiner names = new StringJoiner(", ");
        for (int i = 0; i < holding.length; i++) {
            if (holding[i]) {
                names.add(sinks.get(i).table());
            }
        }
        intake.hold(names.toString());
    }

    private void expire(int i, long passed, long behind, long nowNs) {
        SinkBacklog sink = sinks.get(i);
        if (passed != lastPassed[i] || passed + 1 >= given[i]) {
            lastPassed[i] = passed;
            movedNs[i] = nowNs;
        }
        if (behind > sink.budget().bytes()) {
            long target = firstWithin(sink.budget().bytes());
            if (target > given[i]) {
                given[i] = target;
                sink.giveUpBefore(target);
            }
        }
        if (passed + 1 < given[i] && nowNs - movedNs[i] >= HANG_NS) {
            sink.expendBefore(given[i]);
        }
    }

    /** Where the oldest segment begins from which on everything is within the budget; the newest when none is. */
    private long firstWithin(long budgetBytes) {
        List<SegmentInfo> segments = output.segments();
        long bytes = 0;
        int first = segments.size() - 1;
        for (int i = first; i >= 0; i--) {
            bytes += segments.get(i).bytes();
            if (bytes > budgetBytes) {
                break;
            }
            first = i;
        }
        return segments.get(first).baseSequence();
    }

    @Override
    public String roleName() {
        return "sink-budgets";
    }
}

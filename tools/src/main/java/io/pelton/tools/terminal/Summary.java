package io.pelton.tools.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pelton.engine.egress.DeadLetterSink;
import io.pelton.engine.metrics.DiskMetrics;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.metrics.OperatorMetrics;
import io.pelton.engine.metrics.SinkMetrics;
import io.pelton.engine.metrics.SourceMetrics;
import java.util.Locale;

/** What a run did, with the balance of law 9: for people as text, for programs as one line of JSON. Stateless. */
public final class Summary {

    private Summary() {
    }

    /** Lines for a person; terms of the balance that are zero are left out, but for the first. */
    public static String text(EngineMetrics metrics) {
        StringBuilder text = new StringBuilder();
        for (SourceMetrics source : metrics.sources()) {
            text.append(String.format(Locale.ROOT, "source    %s: %,d rows = ", source.table(), source.received()));
            Terms terms = new Terms(text);
            terms.add(source.accepted(), "accepted", true);
            terms.add(source.duplicate(), "duplicate", false);
            terms.add(source.invalid(), "invalid", false);
            terms.add(source.dropped(), "dropped", false);
            text.append(source.isBalanced() ? "" : "  DOES NOT BALANCE");
            if (source.skewed() > 0) {
                text.append(String.format(Locale.ROOT, "; %,d ahead of the clock moved no watermark", source.skewed()));
            }
            text.append(System.lineSeparator());
        }
        for (OperatorMetrics operator : metrics.operators()) {
            text.append(String.format(Locale.ROOT, "operator  %s of insert %d: %,d in = ", operator.name(),
                    operator.insert() + 1, operator.rowsIn()));
            Terms terms = new Terms(text);
            terms.add(operator.used(), "used", true);
            terms.add(operator.filtered(), "filtered", false);
            terms.add(operator.lateApplied(), "late, applied", false);
            terms.add(operator.tooLate(), "too late", false);
            terms.add(operator.refused(), "refused", false);
            text.append(String.format(Locale.ROOT, " → %,d out", operator.rowsOut()))
                    .append(operator.isBalanced() ? "" : "  DOES NOT BALANCE").append(System.lineSeparator());
        }
        for (SinkMetrics sink : metrics.sinks()) {
            if (sink.table().equals(DeadLetterSink.NAME) && sink.delivered() == 0) {
                continue;
            }
            text.append(String.format(Locale.ROOT, "sink      %s: %,d rows delivered", sink.table(), sink.delivered()))
                    .append(sink.lag() > 0 ? String.format(Locale.ROOT, ", %,d behind", sink.lag()) : "")
                    .append(sink.expired() > 0
                            ? String.format(Locale.ROOT, ", %,d expired since the first start", sink.expired()) : "")
                    .append(System.lineSeparator());
        }
        disk(metrics.disk(), text);
        return text.toString();
    }

    private static void disk(DiskMetrics disk, StringBuilder text) {
        if (!disk.equals(new DiskMetrics(DiskMetrics.NOTHING.level(), disk.usedPercent(), ""))) {
            text.append(String.format(Locale.ROOT, "disk      %s at %d %%", disk.level(), disk.usedPercent()))
                    .append(disk.heldBy().isEmpty() ? "" : "; sources wait for " + disk.heldBy())
                    .append(System.lineSeparator());
        }
    }

    /** One line of JSON with the same figures. */
    public static String json(EngineMetrics metrics) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("balanced", metrics.isBalanced()).put("deadLetters", metrics.deadLetters())
                .put("inputSequence", metrics.inputSequence()).put("durableSequence", metrics.durableSequence())
                .put("outputSequence", metrics.outputSequence()).put("snapshots", metrics.snapshots());
        ArrayNode sources = root.putArray("sources");
        for (SourceMetrics source : metrics.sources()) {
            sources.addObject().put("table", source.table()).put("received", source.received())
                    .put("accepted", source.accepted()).put("duplicate", source.duplicate())
                    .put("invalid", source.invalid()).put("dropped", source.dropped()).put("skewed", source.skewed());
        }
        ArrayNode operators = root.putArray("operators");
        for (OperatorMetrics operator : metrics.operators()) {
            operators.addObject().put("name", operator.name()).put("insert", operator.insert())
                    .put("in", operator.rowsIn()).put("used", operator.used()).put("filtered", operator.filtered())
                    .put("lateApplied", operator.lateApplied()).put("tooLate", operator.tooLate())
                    .put("refused", operator.refused()).put("out", operator.rowsOut());
        }
        ArrayNode sinks = root.putArray("sinks");
        for (SinkMetrics sink : metrics.sinks()) {
            sinks.addObject().put("table", sink.table()).put("delivered", sink.delivered()).put("lag", sink.lag())
                    .put("expired", sink.expired());
        }
        root.putObject("disk").put("level", metrics.disk().level()).put("usedPercent", metrics.disk().usedPercent())
                .put("heldBy", metrics.disk().heldBy());
        return root.toString();
    }

    /** The right side of a balance: {@code 58 accepted + 2 invalid}. */
    private static final class Terms {
        private final StringBuilder text;
        private boolean any;

        Terms(StringBuilder text) {
            this.text = text;
        }

        void add(long count, String what, boolean always) {
            if (count != 0 || always) {
                text.append(any ? " + " : "").append(String.format(Locale.ROOT, "%,d %s", count, what));
                any = true;
            }
        }
    }
}

package io.pelton.engine.processing;

import io.pelton.engine.metrics.CounterBoard;
import io.pelton.engine.metrics.OperatorMetrics;
import io.pelton.engine.metrics.SourceMetrics;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.source.SourceProgress;
import io.pelton.engine.time.WatermarkTracker;
import java.util.ArrayList;
import java.util.List;

/** Publishes the processing thread's counters, once per duty cycle, and reads them for any thread. */
public final class ProcessingMetrics {
    private static final int PER_SOURCE = 6;
    private static final int PER_OPERATOR = 8;

    private final RowProcessor processor;
    private final List<OperatorNode> nodes = new ArrayList<>();
    private final List<Integer> inserts = new ArrayList<>();
    private final CounterBoard board;
    private final int sources;
    private final int firstOperator;
    private final int deadLetters;

    public ProcessingMetrics(RowProcessor processor) {
        this.processor = processor;
        for (Pipeline pipeline : processor.pipelines()) {
            for (OperatorNode node : pipeline.nodes()) {
                nodes.add(node);
                inserts.add(pipeline.insert());
            }
        }
        sources = processor.topology().streams().size();
        board = new CounterBoard(sources * PER_SOURCE + nodes.size() * PER_OPERATOR + 1);
        for (int i = 0; i < sources; i++) {
            String table = processor.topology().streams().get(i).table().name();
            add(table, "accepted", "duplicate", "invalid", "dropped", "watermark-ms", "skewed");
        }
        firstOperator = board.size();
        for (OperatorNode node : nodes) {
            add(node.stateName(), "in", "used", "filtered", "late-applied", "too-late", "refused", "out",
                    "watermark-ms");
        }
        deadLetters = board.add("dead-letters");
        publish();
    }

    private void add(String owner, String... labels) {
        for (String label : labels) {
            board.add(owner + " " + label);
        }
    }

    /** The processing thread only. */
    public void publish() {
        int counter = 0;
        for (int i = 0; i < sources; i++) {
            SourceProgress progress = processor.progress(i);
            WatermarkTracker tracker = processor.tracker(i);
            board.set(counter++, progress.accepted());
            board.set(counter++, progress.duplicate());
            board.set(counter++, progress.invalid());
            board.set(counter++, progress.dropped());
            board.set(counter++, tracker.watermarkMs());
            board.set(counter++, tracker.skewedRows());
        }
        for (int i = 0; i < nodes.size(); i++) {
            OperatorNode node = nodes.get(i);
            OperatorCounters counters = node.counters();
            board.set(counter++, counters.rowsIn);
            board.set(counter++, counters.used);
            board.set(counter++, counters.filtered);
            board.set(counter++, counters.lateApplied);
            board.set(counter++, counters.tooLate);
            board.set(counter++, counters.refused);
            board.set(counter++, counters.rowsOut);
            board.set(counter++, node.watermarkMs());
        }
        board.set(deadLetters, processor.deadLetters());
    }

    /** The sources as last published; any thread. */
    public List<SourceMetrics> sources() {
        List<SourceMetrics> list = new ArrayList<>(sources);
        for (int i = 0; i < sources; i++) {
            int at = i * PER_SOURCE;
            long accepted = board.get(at);
            long duplicate = board.get(at + 1);
            long invalid = board.get(at + 2);
            long dropped = board.get(at + 3);
            list.add(new SourceMetrics(processor.topology().streams().get(i).table().name(),
                    accepted + duplicate + invalid + dropped, accepted, duplicate, invalid, dropped, board.get(at + 4),
                    board.get(at + 5)));
        }
        return list;
    }

    /** The operators as last published; any thread. */
    public List<OperatorMetrics> operators() {
        List<OperatorMetrics> list = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            int at = firstOperator + i * PER_OPERATOR;
            list.add(new OperatorMetrics(inserts.get(i), nodes.get(i).definition().name(), board.get(at),
                    board.get(at + 1),
                    board.get(at + 2), board.get(at + 3), board.get(at + 4), board.get(at + 5), board.get(at + 6),
                    board.get(at + 7)));
        }
        return list;
    }

    public long deadLetters() {
        return board.get(deadLetters);
    }
}

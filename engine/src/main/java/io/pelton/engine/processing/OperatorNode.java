package io.pelton.engine.processing;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.state.Arena;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.engine.topology.OperatorInput;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One operator with its surroundings: counters, output, watermark. */
final class OperatorNode implements OperatorContext, DeadLetters {
    /** What a letter written at a watermark holds: no row is being processed then. */
    private static final DirectBuffer NO_ROW = new UnsafeBuffer(new byte[RowHeader.BYTES]);

    private final OperatorDefinition definition;
    private final Operator operator;
    private final int pipeline;
    private final int index;
    private final Arena arena;
    private final OutputRows rows;
    private final OperatorCounters counters = new OperatorCounters();
    private final WatermarkTracker[] streamInputs;
    private final OperatorNode[] nodeInputs;
    private Output output;

    private DirectBuffer currentBuffer = NO_ROW;
    private int currentRow;
    private final boolean readsStream;
    private long watermarkMs = Long.MIN_VALUE;
    private boolean isResuming;

    OperatorNode(
            int pipeline, int index, OperatorDefinition definition, Arena arena, OutputRows rows,
            WatermarkTracker[] trackers, OperatorNode[] earlier) {
        this.pipeline = pipeline;
        this.index = index;
        this.definition = definition;
        this.arena = arena;
        this.rows = rows;
        operator = definition.factory().get();
        streamInputs = definition.inputs().stream().filter(OperatorInput::isStream)
                .map(input -> trackers[input.index()]).toArray(WatermarkTracker[]::new);
        nodeInputs = definition.inputs().stream().filter(input -> !input.isStream())
                .map(input -> earlier[input.index()]).toArray(OperatorNode[]::new);
        readsStream = streamInputs.length > 0;
    }

    void open(Output nodeOutput) {
        output = nodeOutput;
        operator.open(this);
    }

    Operator operator() {
        return operator;
    }

    OperatorDefinition definition() {
        return definition;
    }

    /** Stable name of its snapshot section. */
    String stateName() {
        return "operator-" + pipeline + "-" + definition.name();
    }

    void onRow(int input, DirectBuffer buffer, int row) {
        currentBuffer = buffer;
        currentRow = row;
        operator.onRow(input, buffer, row);
    }

    /** Brings the operator to the watermark of its inputs; false when the output ring was full: call again. */
    boolean onWatermark() {
        if (!isResuming) {
            long inputMs = inputWatermarkMs();
            if (inputMs <= watermarkMs) {
                return true;
            }
            watermarkMs = inputMs;
        }
        currentBuffer = NO_ROW;
        currentRow = 0;
        boolean isDone = operator.onWatermark(watermarkMs);
        isResuming = !isDone;
        return isDone;
    }

    private long inputWatermarkMs() {
        long minimum = Long.MAX_VALUE;
        for (int i = 0; i < streamInputs.length; i++) {
            minimum = Math.min(minimum, streamInputs[i].watermarkMs());
        }
        for (int i = 0; i < nodeInputs.length; i++) {
            minimum = Math.min(minimum, nodeInputs[i].watermarkMs);
        }
        return minimum;
    }

    @Override
    public void refuse(DeadLetterReason reason, String detail, long windowStartMs, long windowEndMs) {
        rows.refuse(reason.code(), detail, pipeline, index, windowStartMs, windowEndMs, origin(), currentBuffer,
                currentRow);
    }

    private int origin() {
        if (currentBuffer == NO_ROW) {
            return DeadLetterLayout.ORIGIN_BYTES;
        }
        return readsStream ? DeadLetterLayout.ORIGIN_STREAM_ROW : DeadLetterLayout.ORIGIN_OPERATOR_ROW;
    }

    @Override
    public Arena arena() {
        return arena;
    }

    @Override
    public Output output() {
        return output;
    }

    @Override
    public DeadLetters deadLetters() {
        return this;
    }

    @Override
    public OperatorCounters counters() {
        return counters;
    }

    @Override
    public long inputTimeNs() {
        return rows.ingestTimeNs();
    }

    @Override
    public long watermarkMs() {
        return watermarkMs;
    }

    void watermarkMs(long restoredMs) {
        watermarkMs = restoredMs;
    }
}

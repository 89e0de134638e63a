package io.pelton.engine.processing;

import io.pelton.engine.operator.Output;
import io.pelton.engine.state.Arena;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.engine.topology.OperatorInput;
import io.pelton.engine.topology.PipelineDefinition;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** The running form of one INSERT. */
final class Pipeline implements AutoCloseable {
    private final PipelineDefinition definition;
    private final OperatorNode[] nodes;
    private final List<ForwardOutput> forwards = new ArrayList<>();
    /** Per stream: the nodes that read it, in topological order, and as which input. */
    private final OperatorNode[][] readers;
    private final int[][] readerInputs;
    private final int[] roomPerRow;
    private int cursor;

    Pipeline(PipelineDefinition definition, int streamCount, Arena arena, OutputRows rows,
            WatermarkTracker[] trackers) {
        this.definition = definition;
        List<OperatorDefinition> operators = definition.operators();
        nodes = new OperatorNode[operators.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new OperatorNode(definition.insert(), i, operators.get(i), arena, rows, trackers, nodes);
        }
        for (int i = 0; i < nodes.length; i++) {
            nodes[i].open(output(i, rows));
        }
        int[] nodeRoom = connect();
        readers = new OperatorNode[streamCount][];
        readerInputs = new int[streamCount][];
        roomPerRow = new int[streamCount];
        for (int stream = 0; stream < streamCount; stream++) {
            List<int[]> reading = consumers(true, stream);
            readers[stream] = reading.stream().map(pair -> nodes[pair[0]]).toArray(OperatorNode[]::new);
            readerInputs[stream] = reading.stream().mapToInt(pair -> pair[1]).toArray();
            roomPerRow[stream] = room(reading, nodeRoom);
        }
    }

    private Output output(int index, OutputRows rows) {
        if (index == nodes.length - 1) {
            return new SinkOutput(rows, definition.sinkId(), nodes[index].counters());
        }
        ForwardOutput forward = new ForwardOutput(rows, nodes[index].definition().output(), nodes[index].counters());
        forwards.add(forward);
        return forward;
    }

    /** Connects the nodes, last to first, and returns for each the most ring slots that one row given to it takes. */
    private int[] connect() {
        int[] nodeRoom = new int[nodes.length];
        for (int i = nodes.length - 1; i >= 0; i--) {
            int slotsPerOutputRow = 1;
            if (i < nodes.length - 1) {
                List<int[]> consuming = consumers(false, i);
                slotsPerOutputRow = room(consuming, nodeRoom);
                forwards.get(i).connect(
                        consuming.stream().map(pair -> nodes[pair[0]]).toArray(OperatorNode[]::new),
                        consuming.stream().mapToInt(pair -> pair[1]).toArray(),
                        slotsPerOutputRow);
            }
            nodeRoom[i] = Math.addExact(1, Math.multiplyExact(nodes[i].operator().maxRowsPerRow(), slotsPerOutputRow));
        }
        return nodeRoom;
    }

    /** Pairs (operator, its input number) that read this stream or operator. */
    private List<int[]> consumers(boolean isStream, int index) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            List<OperatorInput> inputs = definition.operators().get(i).inputs();
            for (int n = 0; n < inputs.size(); n++) {
                if (inputs.get(n).isStream() == isStream && inputs.get(n).index() == index) {
                    pairs.add(new int[] {i, n});
                }
            }
        }
        return pairs;
    }

    private static int room(List<int[]> consumers, int[] nodeRoom) {
        int sum = 0;
        for (int[] pair : consumers) {
            sum = Math.addExact(sum, nodeRoom[pair[0]]);
        }
        return sum;
    }

    /** Output ring slots that one row of this stream can take. */
    int roomPerRow(int stream) {
        return roomPerRow[stream];
    }

    boolean reads(int stream) {
        return readers[stream].length > 0;
    }

    void onRow(int stream, DirectBuffer buffer, int row) {
        OperatorNode[] reading = readers[stream];
        int[] inputs = readerInputs[stream];
        for (int i = 0; i < reading.length; i++) {
            reading[i].onRow(inputs[i], buffer, row);
        }
    }

    /** Brings all operators to the streams' watermarks; false when the output ring was full: call again. */
    boolean onWatermark() {
        while (cursor < nodes.length) {
            if (!nodes[cursor].onWatermark()) {
                return false;
            }
            cursor++;
        }
        cursor = 0;
        return true;
    }

    int insert() {
        return definition.insert();
    }

    OperatorNode[] nodes() {
        return nodes;
    }

    @Override
    public void close() {
        for (int i = nodes.length - 1; i >= 0; i--) {
            nodes[i].operator().close();
        }
        forwards.forEach(ForwardOutput::free);
    }
}

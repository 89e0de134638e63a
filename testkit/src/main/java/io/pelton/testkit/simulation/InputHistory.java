package io.pelton.testkit.simulation;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an input journal holds, by sequence; rows that no model needs are null. */
final class InputHistory {
    private final SortedMap<Long, JournaledInput> rows = new TreeMap<>();

    /** Reads every good block, also those behind damage. */
    static InputHistory read(Path state, Manifest manifest, Topology topology) throws IOException {
        InputHistory history = new InputHistory();
        List<RowReader> readers = topology.streams().stream().map(stream -> new RowReader(stream.layout())).toList();
        JournalDump.blocks(state.resolve(StateFolder.INPUT), manifest.inputJournalId(), (file, block, position) -> {
            if (block.type() == BlockType.ROWS) {
                history.take(block, readers);
            }
            return true;
        });
        return history;
    }

    private void take(BlockReader block, List<RowReader> readers) {
        int row = block.payloadOffset();
        for (int i = 0; i < block.rowCount(); i++) {
            rows.put(RowHeader.sequence(block.buffer(), row), input(block, row, readers));
            row += RowHeader.length(block.buffer(), row);
        }
    }

    private static JournaledInput input(BlockReader block, int row, List<RowReader> readers) {
        int stream = RowHeader.stream(block.buffer(), row);
        int partition = RowHeader.partition(block.buffer(), row);
        return switch (RowHeader.type(block.buffer(), row)) {
            case RowType.OPEN -> new JournaledInput(JournaledInput.Kind.OPEN, stream, partition, null);
            case RowType.END -> new JournaledInput(JournaledInput.Kind.END, stream, partition, null);
            case RowType.DATA -> {
                RowReader reader = readers.get(stream).wrap(block.buffer(), row);
                yield new JournaledInput(JournaledInput.Kind.ROW, stream, partition, new Reading(
                        reader.getString(SimulatedTable.DEVICE), reader.getLong(SimulatedTable.VALUE),
                        reader.getLong(SimulatedTable.TIME)));
            }
            default -> null;
        };
    }

    /** Adds what another one knows and this one has lost; what both know must be the same. */
    void fill(InputHistory other) {
        other.rows.forEach((sequence, input) -> {
            JournaledInput mine = rows.get(sequence);
            if (mine != null && !mine.equals(input)) {
                throw new Violation("A journaled row has changed; sequence=" + sequence + " before=" + input + " now="
                        + mine);
            }
            rows.put(sequence, input);
        });
    }

    /** The same without what is behind this sequence. */
    InputHistory upTo(long sequence) {
        InputHistory kept = new InputHistory();
        kept.rows.putAll(rows.headMap(sequence + 1));
        return kept;
    }

    long size() {
        return rows.size();
    }

    /** In order. */
    List<JournaledInput> inputs() {
        return inputsWithout();
    }

    /** The newest reading behind this sequence, -1 for none. */
    long lastReadingBehind(long sequence) {
        long last = -1;
        for (SortedMap.Entry<Long, JournaledInput> row : rows.entrySet()) {
            JournaledInput input = row.getValue();
            if (row.getKey() > sequence && input != null && input.kind() == JournaledInput.Kind.ROW) {
                last = row.getKey();
            }
        }
        return last;
    }

    /** In order, without some; {@code skipped} is sorted. */
    List<JournaledInput> inputsWithout(long... skipped) {
        long expected = 0;
        List<JournaledInput> inputs = new ArrayList<>();
        for (SortedMap.Entry<Long, JournaledInput> row : rows.entrySet()) {
            if (row.getKey() != expected) {
                throw new Violation("Input is missing in the journal; expected=" + expected + " found="
                        + row.getKey());
            }
            expected++;
            if (row.getValue() != null && Arrays.binarySearch(skipped, row.getKey()) < 0) {
                inputs.add(row.getValue());
            }
        }
        return inputs;
    }
}

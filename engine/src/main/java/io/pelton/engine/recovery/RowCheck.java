package io.pelton.engine.recovery;

import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.block.CorruptJournalException;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;

/**
 * Looks at a journaled input row before it is computed again. Its block's checksum is good, so Pelton wrote it; but
 * nothing else stands between a wrong length and memory that isn't the row's: production runs without Agrona's bounds
 * checks. The opening thread.
 */
public final class RowCheck {
    private final RowProcessor processor;
    private final RowReader[] readers;
    private final int[][] strings;

    public RowCheck(Topology topology, RowProcessor processor) {
        this.processor = processor;
        readers = topology.streams().stream().map(StreamDefinition::layout).map(RowReader::new)
                .toArray(RowReader[]::new);
        strings = new int[readers.length][];
        for (int i = 0; i < readers.length; i++) {
            strings[i] = strings(readers[i].layout());
        }
    }

    private static int[] strings(RowLayout layout) {
        return IntStream.range(0, layout.schema().size())
                .filter(column -> layout.schema().type(column).kind().isString()).toArray();
    }

    /**
     * Checks the row that is to be processed next.
     *
     * @param end where its block's payload ends
     * @throws CorruptJournalException when it can't be a row of this topology
     */
    public void check(DirectBuffer buffer, int row, int end) {
        int length = RowHeader.boundedLength(buffer, row, end);
        if (RowHeader.sequence(buffer, row) != processor.sequence() + 1) {
            throw refused("is not the next one, expected=" + (processor.sequence() + 1), buffer, row);
        }
        int type = RowHeader.type(buffer, row);
        if (type == RowType.TICK) {
            return;
        }
        if (type == RowType.CONFIG) {
            checkText(buffer, row, length);
            return;
        }
        int stream = RowHeader.stream(buffer, row);
        if (stream >= readers.length) {
            throw refused("is of a table that the script lacks, stream=" + stream, buffer, row);
        }
        int partition = RowHeader.partition(buffer, row);
        int partitions = processor.progress(stream).partitionCount();
        if (partition < 0 || partition >= partitions + (type == RowType.OPEN ? 1 : 0)) {
            throw refused("is of a partition that was never opened, partition=" + partition, buffer, row);
        }
        switch (type) {
            case RowType.DATA -> checkData(stream, buffer, row, length);
            case RowType.INVALID -> checkLetter(buffer, row, length);
            case RowType.OPEN -> checkText(buffer, row, length);
            case RowType.POSITION -> require(length >= ControlRowLayout.POSITION_BYTES, buffer, row);
            case RowType.ACCOUNT -> require(length >= ControlRowLayout.ACCOUNT_BYTES, buffer, row);
            case RowType.END -> { }
            default -> throw refused("is of no type that input has, type=" + type, buffer, row);
        }
    }

    private void checkData(int stream, DirectBuffer buffer, int row, int length) {
        RowReader reader = readers[stream].wrap(buffer, row);
        require(length >= reader.layout().fixedBytes() && length <= reader.layout().maxBytes(), buffer, row);
        for (int column : strings[stream]) {
            // Those of a NULL are zeros, and operators rely on it.
            int from = reader.stringOffset(column) - row;
            require((reader.isNull(column) || from >= reader.layout().fixedBytes())
                    && from + reader.stringLength(column) <= length, buffer, row);
        }
    }

    private static void checkLetter(DirectBuffer buffer, int row, int length) {
        require(length >= DeadLetterLayout.DETAIL_OFFSET
                && DeadLetterLayout.rawOffset(buffer, row) + DeadLetterLayout.rawBytes(buffer, row) <= length,
                buffer, row);
    }

    private static void checkText(DirectBuffer buffer, int row, int length) {
        require(length >= ControlRowLayout.TEXT_OFFSET && ControlRowLayout.TEXT_OFFSET
                + ControlRowLayout.textBytes(buffer, row) <= length, buffer, row);
    }

    private static void require(boolean fits, DirectBuffer buffer, int row) {
        if (!fits) {
            throw refused("has content that leads out of it", buffer, row);
        }
    }

    private static CorruptJournalException refused(String what, DirectBuffer buffer, int row) {
        return new CorruptJournalException("A journaled row " + what + "; its block's checksum is good: another version"
                + " of Pelton or a defect wrote it, restore the state folder from a backup or start over with --fresh,"
                + " and report it; sequence=" + RowHeader.sequence(buffer, row) + " length="
                + RowHeader.length(buffer, row) + " type=" + RowHeader.type(buffer, row));
    }
}

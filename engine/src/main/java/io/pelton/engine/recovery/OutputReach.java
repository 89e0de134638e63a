package io.pelton.engine.recovery;

import io.pelton.engine.row.RowHeader;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.recovery.SegmentWalk;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How far an output journal may be kept: the output runs ahead of the disk, so after a power cut it can hold results
 * of input that is gone. Those are cut, the input that comes instead gives others. Stateless; the opening thread.
 */
public final class OutputReach {
    private static final long NONE = -1;

    private OutputReach() {
    }

    /**
     * The cut behind the last row whose cause is {@code lastInput} or before it. Reads segments from the newest back
     * to the one that holds that row: causes never fall.
     */
    public static JournalCut cut(Path folder, long journalId, long lastInput) throws IOException {
        long firstBeyond = NONE;
        List<Integer> segments = Files.isDirectory(folder) ? SegmentFiles.list(folder) : List.of();
        for (int i = segments.size() - 1; i >= 0; i--) {
            try (SegmentWalk walk = SegmentWalk.open(SegmentFiles.path(folder, segments.get(i)), journalId)) {
                long found = NONE;
                boolean hasKept = false;
                while (found == NONE && walk.next()) {
                    BlockReader block = walk.block();
                    if (block.type() == BlockType.ROWS && block.rowCount() > 0) {
                        found = firstBeyond(block, lastInput);
                        hasKept |= found != block.firstSequence();
                    }
                }
                firstBeyond = found == NONE ? firstBeyond : found;
                if (hasKept) {
                    break;
                }
            }
        }
        return firstBeyond == NONE ? JournalCut.NOWHERE : new JournalCut(firstBeyond - 1, RowHeader::length);
    }

    /** Sequence of the block's first row with a later cause, {@link #NONE} when it has none. */
    private static long firstBeyond(BlockReader block, long lastInput) {
        int row = block.payloadOffset();
        int end = row + block.payloadLength();
        for (int i = block.rowCount(); i > 0; i--) {
            int length = RowHeader.boundedLength(block.buffer(), row, end);
            if (RowHeader.position(block.buffer(), row) > lastInput) {
                return RowHeader.sequence(block.buffer(), row);
            }
            row += length;
        }
        return NONE;
    }
}

package io.pelton.engine.recovery;

import io.pelton.engine.row.RowHeader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.recovery.SegmentWalk;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/** The rows of a journal folder, read from outside in order: no lock, no appender, nothing changed. One thread. */
public final class JournalRows implements AutoCloseable {
    private final Path folder;
    private final long journalId;
    private final long from;
    private final List<Integer> segments;
    private int nextSegment;
    private SegmentWalk walk;
    private DirectBuffer buffer;
    private int row;
    private int rowBytes;
    private int rowsLeft;
    private int end;
    private long sequence = -1;

    public JournalRows(Path folder, long journalId) throws IOException {
        this(folder, journalId, 0);
    }

    /** Passes over the rows before {@code from}, and over gaps among them. */
    public JournalRows(Path folder, long journalId, long from) throws IOException {
        this.folder = folder;
        this.from = from;
        this.journalId = journalId;
        segments = SegmentFiles.list(folder);
    }

    /**
     * Steps to the next row; false at the journal's end, or where a row is missing.
     *
     * @throws CorruptJournalException when the row can't lie in its block
     */
    public boolean next() throws IOException {
        boolean isThere = step();
        while (isThere && sequence < from) {
            isThere = step();
        }
        return isThere;
    }

    private boolean step() throws IOException {
        while (rowsLeft == 0) {
            if (!nextBlock()) {
                return false;
            }
        }
        row += rowBytes;
        rowBytes = RowHeader.boundedLength(buffer, row, end);
        rowsLeft--;
        long found = RowHeader.sequence(buffer, row);
        if (sequence >= from && found != sequence + 1) {
            rowsLeft = 0;
            nextSegment = segments.size();
            return false;
        }
        sequence = found;
        return true;
    }

    private boolean nextBlock() throws IOException {
        while (walk == null || !walk.next()) {
            if (nextSegment == segments.size()) {
                return false;
            }
            close();
            walk = SegmentWalk.open(SegmentFiles.path(folder, segments.get(nextSegment)), journalId);
            nextSegment++;
        }
        if (walk.block().type() == BlockType.ROWS) {
            buffer = walk.block().buffer();
            row = walk.block().payloadOffset();
            end = row + walk.block().payloadLength();
            rowBytes = 0;
            rowsLeft = walk.block().rowCount();
        }
        return true;
    }

    /** Sequence of the current row, -1 before the first. */
    public long sequence() {
        return sequence;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** Offset of the current row's header. */
    public int row() {
        return row;
    }

    /** Where the current row's block ends. */
    public int end() {
        return end;
    }

    @Override
    public void close() {
        if (walk != null) {
            walk.close();
            walk = null;
        }
    }
}

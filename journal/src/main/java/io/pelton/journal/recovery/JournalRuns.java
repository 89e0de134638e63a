package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretches of a journal whose rows are all there, oldest first, whatever lies between them.
 *
 * @param highest the highest sequence of any good block, −1 for none
 */
public record JournalRuns(List<Run> runs, long highest) {

    /**
     * One stretch.
     *
     * @param firstFile     the segment in which it begins
     * @param isAtBeginning nothing but a good header stands before it there
     */
    public record Run(long first, long last, Path firstFile, boolean isAtBeginning) {
        /** True when a start that has seen everything up to {@code sequence} can go on with this stretch. */
        boolean continues(long sequence) {
            return first <= sequence + 1 && last >= sequence;
        }
    }

    static JournalRuns of(Path journalDirectory, long journalId) throws IOException {
        final List<Run> runs = new ArrayList<>();
        final Run[] open = {null};
        final Path[] headerOf = {null};
        JournalDump.blocks(journalDirectory, journalId, (file, block, position) -> {
            if (block.type() == BlockType.SEGMENT_HEADER) {
                headerOf[0] = file;
            } else if (block.type() == BlockType.ROWS || block.type() == BlockType.REFERENCE) {
                if (open[0] != null && block.firstSequence() == open[0].last() + 1) {
                    open[0] = new Run(open[0].first(), block.lastSequence(), open[0].firstFile(),
                            open[0].isAtBeginning());
                } else {
                    if (open[0] != null) {
                        runs.add(open[0]);
                    }
                    open[0] = new Run(block.firstSequence(), block.lastSequence(), file, file.equals(headerOf[0]));
                }
                headerOf[0] = null;
            }
            return true;
        });
        if (open[0] != null) {
            runs.add(open[0]);
        }
        return new JournalRuns(List.copyOf(runs),
                runs.stream().mapToLong(Run::last).max().orElse(BlockLayout.NO_SEQUENCE));
    }

    /** The last stretch that a start from here can go on with; null for none. */
    Run continuing(long sequence) {
        Run found = null;
        for (final Run run : runs) {
            found = run.continues(sequence) ? run : found;
        }
        return found;
    }
}

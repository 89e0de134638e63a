package io.pelton.engine.recovery;

import io.pelton.engine.row.RowHeader;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.JournalTailer;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.JournalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts results from the output journal whose input was lost with the power. No sink has seen them: they wait for their
 * input to be durable. What stays is copied, the old files go to quarantine. The opening thread.
 */
public final class OutputCut {
    private static final Logger LOG = LoggerFactory.getLogger(OutputCut.class);
    private static final String COPY = "output-cut";

    private OutputCut() {
    }

    /**
     * Cuts when there is something to cut.
     *
     * @param output open; closed when it was cut
     * @return true when the output journal must be opened again
     */
    public static boolean apply(
            StateFolder folder, Journal output, long lastInput, JournalOptions options) {
        if (output.lastSequence() == Journal.NONE || lastCause(output) <= lastInput) {
            return false;
        }
        Path copy = folder.path().resolve(COPY);
        Path quarantined = folder.quarantine().resolve("output-" + folder.manifest().epoch());
        try {
            delete(copy);
            long kept = copy(output, copy, folder.manifest().epoch(), lastInput, options);
            LOG.warn("Results of input that was lost with the power are cut, no sink has seen them; lastInput={}"
                    + " kept={} cut={} quarantine={}", lastInput, kept, output.lastSequence() - kept, quarantined);
            output.close();
            Files.move(folder.output(), quarantined);
            Files.move(copy, folder.output());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The output journal can't be cut, check the disk; folder=" + folder.path(), e);
        }
    }

    private static long lastCause(Journal output) {
        try (JournalTailer tailer = output.newTailer()) {
            tailer.seek(output.lastSequence());
            long cause = -1;
            while (tailer.next()) {
                int row = tailer.payloadOffset();
                for (int i = tailer.rowCount(); i > 0; i--) {
                    cause = RowHeader.position(tailer.buffer(), row);
                    row += RowHeader.length(tailer.buffer(), row);
                }
            }
            return cause;
        }
    }

    private static long copy(Journal output, Path copy, int epoch, long lastInput, JournalOptions options)
            throws IOException {
        int nextSegment = output.segments().get(output.segments().size() - 1).number() + 1;
        JournalPosition position = new JournalPosition(
                output.journalId(), epoch, nextSegment, output.firstSequence() - 1, 0, List.of());
        try (Journal target = Journal.open(ChronicleStorage.open(copy, options.segmentBytes()), position, options);
                JournalTailer tailer = output.newTailer()) {
            while (tailer.next() && copyBlock(tailer, target.appender(), lastInput)) {
                continue;
            }
            target.force();
            return target.lastSequence();
        }
    }

    /** False when the block holds the first row to be cut. */
    private static boolean copyBlock(JournalTailer tailer, JournalAppender target, long lastInput) {
        DirectBuffer block = tailer.buffer();
        int row = tailer.payloadOffset();
        int rows = 0;
        while (rows < tailer.rowCount() && RowHeader.position(block, row) <= lastInput) {
            row += RowHeader.length(block, row);
            rows++;
        }
        int bytes = row - tailer.payloadOffset();
        if (rows > 0) {
            if (!target.claim(BlockType.ROWS, tailer.firstSequence(), rows, bytes, tailer.logicalTimeNs(),
                    Math.min(tailer.durableSequence(), lastInput))) {
                throw new StateRefusedException("There is no room to cut the output journal, make room on the disk");
            }
            target.buffer().putBytes(target.payloadOffset(), block, tailer.payloadOffset(), bytes);
            target.commit();
        }
        return rows == tailer.rowCount();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

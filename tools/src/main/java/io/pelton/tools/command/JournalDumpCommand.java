package io.pelton.tools.command;

import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every block of a journal, and with {@code --rows} every row in it. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        header = "Prints the blocks of a journal, also those behind damage.")
final class JournalDumpCommand implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int HEX_BYTES = 64;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateArgument state;

    @Option(names = "--output", description = "The output journal instead of the input journal.")
    private boolean output;

    @Option(names = "--rows", description = "Each row's header and the beginning of its body, too.")
    private boolean rows;

    @Option(names = "--from", paramLabel = "SEQUENCE", description = "First row to show.", defaultValue = "0")
    private long from;

    @Option(names = "--to", paramLabel = "SEQUENCE", description = "Last row to show.")
    private long to = Long.MAX_VALUE;

    @Override
    public Integer call() throws IOException {
        Manifest manifest = state.manifest();
        Path journal = state.folder().resolve(output ? StateFolder.OUTPUT : StateFolder.INPUT);
        PrintWriter out = spec.commandLine().getOut();
        long id = output ? manifest.outputJournalId() : manifest.inputJournalId();
        JournalDump.blocks(journal, id, (file, block, position) -> show(file, block, position, out));
        out.flush();
        return 0;
    }

    private boolean show(Path file, BlockReader block, int position, PrintWriter out) {
        boolean holdsRows = block.type() == BlockType.ROWS;
        if (holdsRows && (block.lastSequence() < from || block.firstSequence() > to)) {
            return block.firstSequence() <= to;
        }
        out.printf(Locale.ROOT, "%s@%d %-15s %s %d bytes, %s, durable up to %d, crc %08x%n",
                file.getFileName(), position, block.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                holdsRows ? "rows " + block.firstSequence() + " to " + block.lastSequence() + "," : "before row "
                        + block.firstSequence() + ",",
                block.payloadLength(), time(block.logicalTimeNs()), block.durableSequence(), block.storedCrc());
        if (holdsRows && !output && block.rowCount() == 1) {
            showChange(block, out);
        }
        if (rows && holdsRows) {
            showRows(block, out);
        }
        return !out.checkError();
    }

    /** Where another version of the script took over, rows or not. */
    private static void showChange(BlockReader block, PrintWriter out) {
        int row = block.payloadOffset();
        if (block.payloadLength() >= ControlRowLayout.TEXT_OFFSET
                && RowHeader.type(block.buffer(), row) == RowType.CONFIG
                && ControlRowLayout.TEXT_OFFSET + ControlRowLayout.textBytes(block.buffer(), row)
                <= block.payloadLength()) {
            out.printf("  %d the plan changed: %s%n", block.firstSequence(),
                    ControlRowLayout.text(block.buffer(), row));
        }
    }

    private void showRows(BlockReader block, PrintWriter out) {
        DirectBuffer buffer = block.buffer();
        int end = block.payloadOffset() + block.payloadLength();
        int row = block.payloadOffset();
        for (int i = 0; i < block.rowCount() && row + RowHeader.BYTES <= end; i++) {
            long sequence = RowHeader.sequence(buffer, row);
            int length = RowHeader.length(buffer, row);
            if (length < RowHeader.BYTES || length > end - row) {
                out.printf("  a row's length leads out of its block: length=%d%n", length);
                return;
            }
            if (sequence >= from && sequence <= to) {
                out.printf(Locale.ROOT, "  %d stream %d type %d event %s ingest %s %s %d/%d  %s%n", sequence,
                        RowHeader.stream(buffer, row), RowHeader.type(buffer, row),
                        eventTime(RowHeader.eventTimeMs(buffer, row)), time(RowHeader.ingestTimeNs(buffer, row)),
                        output ? "ordinal/cause" : "partition/position", RowHeader.partition(buffer, row),
                        RowHeader.position(buffer, row), hex(buffer, row + RowHeader.BYTES, row + length));
            }
            row += length;
        }
    }

    private static String hex(DirectBuffer buffer, int begin, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = begin; i < Math.min(end, begin + HEX_BYTES); i++) {
            text.append(String.format("%02x", buffer.getByte(i)));
        }
        return text.append(end - begin > HEX_BYTES ? "…" : "").toString();
    }

    private static String eventTime(long ms) {
        return ms == Long.MIN_VALUE ? "none" : Instant.ofEpochMilli(ms).toString();
    }

    private static String time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NANOS_PER_SECOND),
                Math.floorMod(ns, NANOS_PER_SECOND)).toString();
    }
}

package io.pelton.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.Journals;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandsTest {
    private static final int ROW_BYTES = 56;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path state;

    @BeforeEach
    void writeAState() {
        JournalOptions options = JournalOptions.defaults().withSegmentBytes(1 << 20).withBlockBytes(64 << 10);
        try (StateFolder folder = StateFolder.open(state)) {
            folder.initialise("0123456789abcdef", "lab", Map.of());
            folder.beginEpoch();
            try (Journal input = Journals.openInput(folder, options);
                    Journal output = Journals.openOutput(folder, options)) {
                append(input, 3, 100, Journal.NONE);
                append(input, 2, 200, 2);
                append(output, 1, 100, 2);
            }
        }
    }

    @Test
    void shouldListBothJournals() {
        assertEquals(0, run("ls", state.toString()));
        assertTrue(out.toString().startsWith("script lab, plan 0123456789ab, started 1 times"), out.toString());
        assertTrue(Stream.of(out.toString().split("\\R")).anyMatch(line ->
                line.matches("input +1 +1 +0 +4 +2 +[\\d,]+  sealed")), out.toString());
        assertTrue(Stream.of(out.toString().split("\\R")).anyMatch(line ->
                line.matches("output +1 +1 +0 +0 +1 +[\\d,]+  sealed")), out.toString());
    }

    @Test
    void shouldListForPrograms() {
        assertEquals(0, run("ls", "--json", state.toString()));
        assertTrue(out.toString().contains("\"lastRow\":4"), out.toString());
    }

    @Test
    void shouldDumpTheRowsAskedFor() {
        assertEquals(0, run("dump", "--rows", "--from", "2", "--to", "3", state.toString()));
        assertTrue(out.toString().contains("  2 stream 7 "), out.toString());
        assertTrue(out.toString().contains("  3 stream 7 "), out.toString());
        assertFalse(out.toString().contains("  4 stream 7 "), out.toString());
    }

    @Test
    void shouldShowWhereThePlanChanged() {
        byte[] text = "plan=b script=lab before=a output=0".getBytes(StandardCharsets.UTF_8);
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal input = Journals.openInput(folder, JournalOptions.defaults().withSegmentBytes(1 << 20)
                    .withBlockBytes(64 << 10))) {
                JournalAppender appender = input.appender();
                assertTrue(appender.claim(
                        BlockType.ROWS, 5, 1, ControlRowLayout.textRowBytes(text.length), 300, Journal.NONE));
                ControlRowLayout.encodeText(
                        appender.buffer(), appender.payloadOffset(), RowType.CONFIG, 0, 0, text);
                RowHeader.sequence(appender.buffer(), appender.payloadOffset(), 5);
                appender.commit();
            }
        }
        assertTrue(dump().contains("  5 the plan changed: plan=b script=lab before=a output=0"), out.toString());
        assertEquals(1, out.toString().split("the plan changed", -1).length - 1);
    }

    @Test
    void shouldNotFollowARowOutOfItsBlock() {
        for (int length : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 7, Integer.MIN_VALUE, -56, 0, 64}) {
            appendHostile(RowType.DATA, length, 0);
            assertEquals(0, run("dump", "--rows", state.toString()), err.toString());
            assertTrue(out.toString().contains("  a row's length leads out of its block: length=" + length),
                    out.toString());
        }
        appendHostile(RowType.CONFIG, ROW_BYTES, 0xFFFF);
        assertFalse(dump().contains("the plan changed"), out.toString());
    }

    /** A block with a good checksum around one row that isn't. */
    private void appendHostile(int type, int length, int textBytes) {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal input = Journals.openInput(folder, JournalOptions.defaults().withSegmentBytes(1 << 20)
                    .withBlockBytes(64 << 10))) {
                append(input, 1, 300, Journal.NONE, row -> {
                    RowHeader.kind(row, 0, 7, type, 0, true);
                    RowHeader.length(row, 0, length);
                    row.putShort(ControlRowLayout.TEXT_LENGTH_OFFSET, (short) textBytes, ByteOrder.LITTLE_ENDIAN);
                });
            }
        }
    }

    @Test
    void shouldVerifyAWholeState() {
        assertEquals(0, run("verify", state.toString()), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldFindDamageAndNameIt() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(state.resolve(StateFolder.INPUT))) {
            segment = files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        String before = dump();
        int position = Integer.parseInt(before.replaceAll("(?s).*?@(\\d+) rows.*", "$1"));
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), position + 80);
        }
        assertEquals(2, run("verify", state.toString()), out.toString());
        assertTrue(err.toString().startsWith("pelton: "), err.toString());
    }

    @Test
    void shouldVerifyForPrograms() {
        assertEquals(0, run("verify", "--json", state.toString()), out.toString());
        String[] lines = out.toString().split("\\R");
        assertTrue(lines[0].startsWith("{\"severity\":\"clean\",\"file\":"), lines[0]);
        assertTrue(lines[lines.length - 1].endsWith("\"exitCode\":0}"), lines[lines.length - 1]);
    }

    @Test
    void shouldShowARepairAndDoItOnlyWhenTold() throws IOException {
        assertEquals(0, run("repair", state.toString()), out.toString());
        assertTrue(out.toString().startsWith("Nothing to repair"), out.toString());
        int position = Integer.parseInt(dump().replaceAll("(?s).*?@(\\d+) rows.*", "$1"));
        try (Stream<Path> files = Files.list(state.resolve(StateFolder.INPUT));
                FileChannel file = FileChannel.open(files.filter(path -> path.toString().endsWith(".cq4"))
                        .findFirst().orElseThrow(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), position + 80);
        }
        assertEquals(2, run("repair", state.toString()), out.toString());
        assertTrue(out.toString().contains("* input 0 to "), out.toString());
        assertTrue(err.toString().contains("nothing was changed"), err.toString());
        assertFalse(Files.exists(state.resolve("OVERRIDES")));
        assertEquals(0, run("repair", "--accept-loss", state.toString()), err.toString());
        assertTrue(Files.exists(state.resolve("OVERRIDES")));
        assertEquals(0, run("verify", state.toString()), out.toString());
    }

    @Test
    void shouldRefuseAFolderWithoutState(@TempDir Path empty) {
        assertEquals(2, run("ls", empty.toString()));
        assertTrue(err.toString().contains("not a state folder"), err.toString());
    }

    private String dump() {
        assertEquals(0, run("dump", state.toString()));
        return out.toString();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "journal";
        System.arraycopy(args, 0, all, 1, args.length);
        return commandLine.execute(all);
    }

    private static void append(Journal journal, int rows, long timeNs, long durable) {
        append(journal, rows, timeNs, durable, row -> { });
    }

    private static void append(
            Journal journal, int rows, long timeNs, long durable, Consumer<MutableDirectBuffer> change) {
        JournalAppender appender = journal.appender();
        long first = appender.lastSequence() + 1;
        assertTrue(appender.claim(BlockType.ROWS, first, rows, rows * ROW_BYTES, timeNs, durable));
        MutableDirectBuffer buffer = appender.buffer();
        for (int i = 0; i < rows; i++) {
            int row = appender.payloadOffset() + i * ROW_BYTES;
            buffer.setMemory(row, ROW_BYTES, (byte) 0);
            RowHeader.length(buffer, row, ROW_BYTES);
            RowHeader.kind(buffer, row, 7, 0, 0, true);
            RowHeader.sequence(buffer, row, first + i);
            change.accept(new UnsafeBuffer(buffer, row, ROW_BYTES));
        }
        appender.commit();
        journal.force();
    }
}

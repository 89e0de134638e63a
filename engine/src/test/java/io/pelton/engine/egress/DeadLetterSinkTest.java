package io.pelton.engine.egress;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.TestTable;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.DeadLetterWriter;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.sink.SinkException;
import io.pelton.engine.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterSinkTest {
    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private static UnsafeBuffer letter() {
        return letter("x");
    }

    private static UnsafeBuffer letter(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        UnsafeBuffer slot = new UnsafeBuffer(new byte[DeadLetterLayout.MIN_ROW_BYTES]);
        new DeadLetterWriter().begin(slot, 0, slot.capacity(), 1, DeadLetterLayout.ORIGIN_BYTES)
                .input(0, 1, 0, 1)
                .operator(DeadLetterLayout.NO_OPERATOR, DeadLetterLayout.NO_OPERATOR, Long.MIN_VALUE, Long.MIN_VALUE)
                .finish("detail", new UnsafeBuffer(raw), 0, raw.length);
        return slot;
    }

    @Test
    void shouldWriteNothingMoreAfterAFailedWrite() {
        assertTrue(Files.exists(FULL_DISK), "Linux has a device that is always full");
        DeadLetterSink sink = new DeadLetterSink(
                new TestScript().stream("s", 0, List.of()).build(), FULL_DISK, false);
        sink.deliver(letter(), 0);
        assertThrows(SinkException.class, sink::flush);
        SinkException refused = assertThrows(SinkException.class, sink::flush);
        assertTrue(refused.getMessage().contains("before"), refused.getMessage());
        assertDoesNotThrow(sink::close);
    }

    @Test
    void shouldWaitForRoomInAStateFolder() {
        DeadLetterSink sink = new DeadLetterSink(
                new TestScript().stream("s", 0, List.of()).build(), FULL_DISK, true);
        int taken = 0;
        while (sink.deliver(letter(), 0)) {
            assertEquals(-1, sink.flush(), "nothing is safe");
            taken++;
        }
        assertTrue(taken > 1, "letters wait in memory, up to a limit; taken=" + taken);
        assertThrows(SinkException.class, sink::finish);
        assertDoesNotThrow(sink::close);
    }

    @Test
    void shouldKnowALetterForWholeWhateverItsText() throws IOException {
        Topology topology = new TestScript().stream("s", 0, List.of()).build();
        SinkContext context = new SinkContext(DeadLetterSink.NAME, TestTable.LAYOUT, new UUID(1, 2), true);
        Path file = folder.resolve("letters.jsonl");
        String[] texts = {"x", "next\u0085line", "line\u2028separator", "paragraph\u2029", "a\r\nb", "\"}"};
        for (int i = 0; i < texts.length; i++) {
            DeadLetterSink sink = new DeadLetterSink(topology, file, true);
            assertEquals(i - 1, sink.open(context), "the letter before counts, text=" + texts[Math.max(0, i - 1)]);
            UnsafeBuffer letter = letter(texts[i]);
            RowHeader.sequence(letter, 0, i);
            sink.deliver(letter, 0);
            assertEquals(i, sink.flush());
            sink.close();
        }
        assertEquals(texts.length, new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n").length);
    }

    @Test
    void shouldTakeALineWithAnImpossibleSequenceForTorn() throws IOException {
        Path file = Files.writeString(folder.resolve("letters.jsonl"), "{\"sequence\":99999999999999999999,}\n");
        DeadLetterSink sink = new DeadLetterSink(new TestScript().stream("s", 0, List.of()).build(), file, true);
        assertEquals(-1, sink.open(
                new SinkContext(DeadLetterSink.NAME, TestTable.LAYOUT, new UUID(1, 2), true)));
        sink.close();
        assertEquals(0, Files.size(file));
    }
}

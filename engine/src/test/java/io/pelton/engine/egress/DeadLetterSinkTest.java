package io.pelton.engine.egress;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.DeadLetterWriter;
import io.pelton.engine.sink.SinkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DeadLetterSinkTest {
    private static final Path FULL_DISK = Path.of("/dev/full");

    private static UnsafeBuffer letter() {
        UnsafeBuffer slot = new UnsafeBuffer(new byte[DeadLetterLayout.MIN_ROW_BYTES]);
        new DeadLetterWriter().begin(slot, 0, slot.capacity(), 1, DeadLetterLayout.ORIGIN_BYTES)
                .input(0, 1, 0, 1)
                .operator(DeadLetterLayout.NO_OPERATOR, DeadLetterLayout.NO_OPERATOR, Long.MIN_VALUE, Long.MIN_VALUE)
                .finish("detail", new UnsafeBuffer(new byte[] {'x'}), 0, 1);
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
}

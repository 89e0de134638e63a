package io.pelton.engine.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pelton.journal.block.CorruptJournalException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RowHeaderTest {
    private static final int ROW = 8;
    private static final int END = ROW + 96;

    @Test
    void shouldKeepReadersInsideTheBlock() {
        UnsafeBuffer block = new UnsafeBuffer(new byte[END]);
        for (int length : new int[] {48, 56, 96}) {
            RowHeader.length(block, ROW, length);
            assertEquals(length, RowHeader.boundedLength(block, ROW, END));
        }
        for (int length : new int[] {Integer.MIN_VALUE, -48, 0, 40, 52, 104, Integer.MAX_VALUE - 7, -1}) {
            RowHeader.length(block, ROW, length);
            assertThrows(CorruptJournalException.class, () -> RowHeader.boundedLength(block, ROW, END), "" + length);
        }
        RowHeader.length(block, ROW, 48);
        assertThrows(CorruptJournalException.class, () -> RowHeader.boundedLength(block, ROW, ROW + 47));
        assertThrows(CorruptJournalException.class, () -> RowHeader.boundedLength(block, END, END),
                "a block with fewer rows than it says");
    }
}

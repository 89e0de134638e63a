package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.TestTable;
import io.pelton.engine.recovery.RowCheck;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.DeadLetterWriter;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.block.CorruptJournalException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows in a block with a good checksum that no journaler writes. */
class HostileRowTest {
    private static final int ROOM = 512;

    private final Topology topology = new TestScript().stream("s", 0, List.of()).sink(new Target())
            .insert(0, 0, () -> new PassThrough(1, 7)).build();
    private final ProcessingParts parts =
            ProcessingParts.open(topology, EngineConfiguration.of(topology.settings()), -1, -1);
    private final RowCheck check = new RowCheck(topology, parts.processor());
    private final UnsafeBuffer row = new UnsafeBuffer(new byte[ROOM]);

    @AfterEach
    void close() {
        parts.close();
    }

    private void open() {
        ControlRowLayout.encodeText(row, 0, RowType.OPEN, 0, 0, "part".getBytes(StandardCharsets.UTF_8));
        RowHeader.sequence(row, 0, parts.processor().sequence() + 1);
    }

    private void data() {
        new RowWriter(TestTable.LAYOUT).begin(row, 0).finish();
        RowHeader.kind(row, 0, 0, RowType.DATA, ChangeKind.INSERT, true);
        RowHeader.partition(row, 0, 0);
        RowHeader.sequence(row, 0, parts.processor().sequence() + 1);
    }

    private void opened() {
        open();
        check.check(row, 0, ROOM);
        assertTrue(parts.processor().process(row, 0));
    }

    private void assertRefused(Runnable good, Consumer<UnsafeBuffer> change) {
        good.run();
        assertDoesNotThrow(() -> check.check(row, 0, ROOM));
        change.accept(row);
        assertThrows(CorruptJournalException.class, () -> check.check(row, 0, ROOM));
    }

    @Test
    void shouldRefuseRowsOfNothingThatIsThere() {
        assertRefused(this::open, bytes -> RowHeader.partition(bytes, 0, 1));
        assertRefused(this::open, bytes -> RowHeader.partition(bytes, 0, Integer.MAX_VALUE));
        assertRefused(this::open, bytes -> RowHeader.partition(bytes, 0, -1));
        opened();
        assertRefused(this::data, bytes -> RowHeader.partition(bytes, 0, 1));
        assertRefused(this::data, bytes -> RowHeader.kind(bytes, 0, 1, RowType.DATA, ChangeKind.INSERT, true));
        assertRefused(this::data, bytes -> RowHeader.kind(bytes, 0, 0, RowType.DEAD_LETTER, ChangeKind.INSERT, true));
        assertRefused(this::data, bytes -> RowHeader.kind(bytes, 0, 0, 99, ChangeKind.INSERT, true));
        assertRefused(this::data, bytes -> RowHeader.sequence(bytes, 0, 7));
    }

    @Test
    void shouldRefuseContentThatLeadsOutOfTheRow() {
        assertRefused(this::open, bytes -> bytes.putShort(
                ControlRowLayout.TEXT_LENGTH_OFFSET, (short) 0xFFFF, ByteOrder.LITTLE_ENDIAN));
        opened();
        assertRefused(this::data, bytes -> RowHeader.length(bytes, 0, RowHeader.BYTES));
        assertRefused(this::data, bytes -> RowHeader.length(bytes, 0, ROOM));
        assertRefused(this::data, bytes -> RowHeader.length(bytes, 0, 0));
        assertRefused(this::letter, bytes -> bytes.putShort(
                DeadLetterLayout.RAW_BYTES_OFFSET, (short) 0xFFFF, ByteOrder.LITTLE_ENDIAN));
        assertRefused(this::letter, bytes -> bytes.putShort(
                DeadLetterLayout.DETAIL_BYTES_OFFSET, (short) 0xFFF0, ByteOrder.LITTLE_ENDIAN));
        assertRefused(this::letter, bytes -> RowHeader.length(bytes, 0, RowHeader.BYTES));
    }

    private void letter() {
        data();
        new DeadLetterWriter().begin(row, 0, ROOM, 1, DeadLetterLayout.ORIGIN_BYTES)
                .finish("detail", new UnsafeBuffer(new byte[20]), 0, 20);
        RowHeader.kind(row, 0, 0, RowType.INVALID, ChangeKind.INSERT, true);
    }
}

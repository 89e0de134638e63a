package io.pelton.engine.recovery;

import io.pelton.engine.processing.OperatorStates;
import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.state.StateBuffer;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotWriter;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The sections of a snapshot file: {@code engine}, one per operator, and {@code arena}, whose blocks stand in any
 * order.
 *
 * <pre>
 *   arena section:  ( u32 block, u32 length, bytes )*
 * </pre>
 */
final class SnapshotSections {
    static final String ENGINE = "engine";
    static final String ARENA = "arena";
    static final int ENGINE_VERSION = 2;
    static final int ARENA_VERSION = 1;
    static final int BLOCK_HEADER_BYTES = 8;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private SnapshotSections() {
    }

    /** Bytes of the arena section for an image of this size. */
    static long arenaBytes(int imageBytes) {
        int blocks = (int) (((long) imageBytes + Arena.BLOCK_BYTES - 1) / Arena.BLOCK_BYTES);
        return (long) imageBytes + (long) blocks * BLOCK_HEADER_BYTES;
    }

    /** Writes one block into the arena section; {@code buffer} has the block's bytes behind room for its header. */
    static void writeBlock(SnapshotWriter writer, UnsafeBuffer buffer, int block, int length) {
        buffer.putInt(0, block, ORDER);
        buffer.putInt(Integer.BYTES, length, ORDER);
        writer.write(buffer, 0, BLOCK_HEADER_BYTES + length);
    }

    /** Reads a whole snapshot into a processor and its arena, both new. */
    static void restore(SnapshotReader reader, RowProcessor processor, SnapshotArena arena) throws IOException {
        OperatorStates operators = processor.operatorStates();
        StateBuffer engine = null;
        StateBuffer[] states = new StateBuffer[operators.size()];
        while (reader.nextSection()) {
            if (reader.name().equals(ARENA)) {
                readArena(reader, arena);
            } else if (reader.name().equals(ENGINE)) {
                checkVersion(reader);
                engine = readState(reader);
            } else {
                states[indexOf(operators, reader)] = readState(reader);
            }
        }
        if (engine == null) {
            throw new StateRefusedException("A snapshot lacks the engine's section; remove it, an older one is used; "
                    + "header="
                    + reader.header());
        }
        processor.restore(engine);
        for (int i = 0; i < states.length; i++) {
            if (states[i] == null) {
                throw new StateRefusedException("A snapshot lacks an operator; start over with --fresh; operator="
                        + operators.name(i));
            }
            operators.restore(i, states[i]);
        }
    }

    /** A processor's state outside the arena, between two inputs. */
    static List<SnapshotJob.Section> take(RowProcessor processor) {
        List<SnapshotJob.Section> sections = new ArrayList<>();
        StateBuffer engine = new StateBuffer();
        processor.snapshot(engine);
        sections.add(new SnapshotJob.Section(ENGINE, ENGINE_VERSION, engine));
        OperatorStates operators = processor.operatorStates();
        for (int i = 0; i < operators.size(); i++) {
            StateBuffer state = new StateBuffer();
            operators.snapshot(i, state);
            sections.add(new SnapshotJob.Section(operators.name(i), operators.version(i), state));
        }
        return sections;
    }

    private static void checkVersion(SnapshotReader reader) {
        if (reader.version() != ENGINE_VERSION) {
            throw new StateRefusedException("A snapshot was written by another version of Pelton; finish the run with "
                    + "that version or start over with --fresh; version=" + reader.version() + " expected="
                    + ENGINE_VERSION);
        }
    }

    private static int indexOf(OperatorStates operators, SnapshotReader reader) {
        for (int i = 0; i < operators.size(); i++) {
            if (operators.name(i).equals(reader.name())) {
                if (operators.version(i) != reader.version()) {
                    throw new StateRefusedException("A snapshot was written by another version of an operator, whose "
                            + "state this one can't read: go on with the version of Pelton that wrote it, start over "
                            + "with --fresh, or run beside it with another --state folder; operator=" + reader.name()
                            + " version=" + reader.version() + " expected=" + operators.version(i));
                }
                return i;
            }
        }
        throw new StateRefusedException("A snapshot has an operator that the plan lacks; operator=" + reader.name());
    }

    private static StateBuffer readState(SnapshotReader reader) throws IOException {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[Math.toIntExact(reader.length())]);
        reader.read(bytes, 0, bytes.capacity());
        return new StateBuffer().load(bytes, 0, bytes.capacity());
    }

    private static void readArena(SnapshotReader reader, SnapshotArena arena) throws IOException {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[BLOCK_HEADER_BYTES + Arena.BLOCK_BYTES]);
        long left = reader.length();
        while (left > 0) {
            reader.read(bytes, 0, BLOCK_HEADER_BYTES);
            int block = bytes.getInt(0, ORDER);
            int length = bytes.getInt(Integer.BYTES, ORDER);
            if (length <= 0 || length > Arena.BLOCK_BYTES) {
                throw new IllegalStateException("an arena block has no possible length: block=" + block + " length="
                        + length);
            }
            reader.read(bytes, BLOCK_HEADER_BYTES, length);
            arena.restoreBlock(block, bytes, BLOCK_HEADER_BYTES, length);
            left -= BLOCK_HEADER_BYTES + length;
        }
        arena.endRestore();
    }

    static void writeState(SnapshotWriter writer, String name, int version, StateBuffer state) {
        DirectBuffer bytes = state.buffer();
        writer.beginSection(name, version, state.lengthBytes());
        if (state.lengthBytes() > 0) {
            writer.write(bytes, 0, state.lengthBytes());
        }
    }
}

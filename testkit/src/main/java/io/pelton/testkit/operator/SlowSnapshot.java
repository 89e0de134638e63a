package io.pelton.testkit.operator;

import io.pelton.engine.operator.Operator;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A snapshot of an operator and its arena, copied block by block while the operator goes on. */
final class SlowSnapshot {

    private record Block(int number, DirectBuffer bytes) {
    }

    private final SnapshotArena arena;
    private final StateBuffer roots = new StateBuffer();
    private final List<Block> blocks = new ArrayList<>();
    private final int step;
    private final int rows;
    private final int deadLetters;
    private final int stateVersion;
    private final long watermarkMs;

    /** Begins the snapshot before the script's step number {@code step}. */
    SlowSnapshot(Operator operator, HarnessContext context, int step, int rows, int deadLetters) {
        this.arena = context.snapshotArena();
        this.step = step;
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.stateVersion = operator.stateVersion();
        this.watermarkMs = context.watermarkMs;
        operator.snapshot(roots);
        arena.beginSnapshot();
    }

    int step() {
        return step;
    }

    int rows() {
        return rows;
    }

    int deadLetters() {
        return deadLetters;
    }

    boolean isComplete() {
        return !arena.isSnapshotting();
    }

    void copySome(int limit) {
        arena.copyBlocks(limit, this::keep);
    }

    private void keep(int block, DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        blocks.add(new Block(block, new UnsafeBuffer(bytes)));
    }

    /** Opens a fresh operator with this state. */
    Operator restore(Operator fresh, HarnessContext context) {
        fresh.open(context);
        if (fresh.stateVersion() != stateVersion) {
            throw new AssertionError("the state version changes between instances: " + stateVersion + " and "
                    + fresh.stateVersion());
        }
        SnapshotArena target = context.snapshotArena();
        for (Block block : blocks) {
            target.restoreBlock(block.number(), block.bytes(), 0, block.bytes().capacity());
        }
        target.endRestore();
        context.watermarkMs = watermarkMs;
        fresh.restore(roots.rewind());
        if (!roots.isExhausted()) {
            throw new AssertionError("restore reads less than snapshot wrote: bytes=" + roots.lengthBytes());
        }
        return fresh;
    }
}

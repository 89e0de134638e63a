package io.pelton.engine.source;

import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What the input journal says of one source: law 9 (received = accepted + duplicate + invalid + dropped) and where
 * each of its partitions stands. Part of the snapshots. The processing thread only.
 */
public final class SourceProgress {
    private static final int NOWHERE = -1;

    private long accepted;
    private long invalid;
    private long duplicate;
    private long dropped;
    private int partitionCount;
    private String[] identities = new String[1];
    private long[] positions = new long[1];
    private long[] checked = new long[1];
    private long[] digests = new long[1];
    private boolean[] ended = new boolean[1];

    /** Takes a row of this source of any type. */
    public void onRow(DirectBuffer buffer, int row, int type) {
        int partition = RowHeader.partition(buffer, row);
        if (type == RowType.DATA) {
            accepted++;
            positions[partition] = RowHeader.position(buffer, row);
            return;
        }
        switch (type) {
            case RowType.INVALID -> {
                invalid++;
                positions[partition] = RowHeader.position(buffer, row);
            }
            case RowType.OPEN -> open(partition, ControlRowLayout.text(buffer, row));
            case RowType.POSITION -> {
                checked[partition] = RowHeader.position(buffer, row);
                digests[partition] = ControlRowLayout.digest(buffer, row);
            }
            case RowType.ACCOUNT -> account(partition, buffer, row);
            case RowType.END -> ended[partition] = true;
            default -> throw new IllegalStateException("Not a row of a source; type=" + type);
        }
    }

    private void account(int partition, DirectBuffer buffer, int row) {
        duplicate += ControlRowLayout.duplicates(buffer, row);
        long count = ControlRowLayout.dropped(buffer, row);
        dropped += count;
        if (count > 0) {
            positions[partition] = RowHeader.position(buffer, row);
        }
    }

    /** Takes a data row that nobody computes: it counts as refused. */
    public void onSkipped(DirectBuffer buffer, int row) {
        invalid++;
        positions[RowHeader.partition(buffer, row)] = RowHeader.position(buffer, row);
    }

    private void open(int partition, String identity) {
        if (partition >= positions.length) {
            int size = partition * 2;
            identities = Arrays.copyOf(identities, size);
            positions = Arrays.copyOf(positions, size);
            checked = Arrays.copyOf(checked, size);
            digests = Arrays.copyOf(digests, size);
            ended = Arrays.copyOf(ended, size);
        }
        identities[partition] = identity;
        positions[partition] = NOWHERE;
        checked[partition] = NOWHERE;
        digests[partition] = 0;
        ended[partition] = false;
        partitionCount = Math.max(partitionCount, partition + 1);
    }

    public long received() {
        return accepted + duplicate + invalid + dropped;
    }

    public long accepted() {
        return accepted;
    }

    public long invalid() {
        return invalid;
    }

    /** Rows that the source received again. */
    public long duplicate() {
        return duplicate;
    }

    /** Rows that were dropped on purpose. */
    public long dropped() {
        return dropped;
    }

    public int partitionCount() {
        return partitionCount;
    }

    /** True when the source has partitions and all of them have ended. */
    public boolean isEnded() {
        for (int i = 0; i < partitionCount; i++) {
            if (!ended[i]) {
                return false;
            }
        }
        return partitionCount > 0;
    }

    /** What the source is given when it opens again. */
    public List<ResumePosition> resumePositions() {
        List<ResumePosition> list = new ArrayList<>(partitionCount);
        for (int i = 0; i < partitionCount; i++) {
            list.add(new ResumePosition(i, identities[i], positions[i], checked[i], digests[i], ended[i]));
        }
        return list;
    }

    public void snapshot(StateWriter writer) {
        writer.putLong(accepted);
        writer.putLong(invalid);
        writer.putLong(duplicate);
        writer.putLong(dropped);
        writer.putInt(partitionCount);
        for (int i = 0; i < partitionCount; i++) {
            writer.putString(identities[i]);
            writer.putLong(positions[i]);
            writer.putLong(checked[i]);
            writer.putLong(digests[i]);
            writer.putInt(ended[i] ? 1 : 0);
        }
    }

    public void restore(StateReader reader) {
        accepted = reader.getLong();
        invalid = reader.getLong();
        duplicate = reader.getLong();
        dropped = reader.getLong();
        int count = reader.getInt();
        for (int i = 0; i < count; i++) {
            open(i, reader.getString());
            positions[i] = reader.getLong();
            checked[i] = reader.getLong();
            digests[i] = reader.getLong();
            ended[i] = reader.getInt() != 0;
        }
    }
}

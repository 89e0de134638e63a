package io.pelton.engine.ingress;

import io.pelton.engine.connector.TablePolicy;
import io.pelton.engine.disk.Intake;
import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.DeadLetterWriter;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceException;
import io.pelton.engine.source.SourceOutput;
import io.pelton.engine.time.RowTimeFunction;
import io.pelton.engine.time.SourceSchedule;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.StreamDefinition;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One source and its place in the input ring: gives each row its header and publishes whole messages. The ingress
 * thread only.
 */
public final class SourceInput implements SourceOutput {
    private static final long NO_WINDOW = Long.MIN_VALUE;

    private final Source source;
    private final int streamId;
    private final String table;
    private final RowTimeFunction time;
    private final RowWriter writer;
    private final RowRing ring;
    private final UnsafeBuffer buffer;
    private final boolean isBounded;
    private final int maxMessageRows;
    private final DeadLetterWriter letters = new DeadLetterWriter();
    private final UnsafeBuffer refusedRow;
    private final Acknowledgement acknowledgement = new Acknowledgement();
    private final Account account = new Account();
    private final Intake intake;
    /** Where rows that are dropped are decoded; null when the table may not be shed. */
    private final UnsafeBuffer shedRow;

    private SourceSchedule schedule;
    private WatermarkTracker tracker;
    private int quota = Integer.MAX_VALUE;
    private long ingestTimeNs;
    private int partitions;
    private long first;
    private int claimed;
    private int filled;
    private long publishedRows;
    private long refusedClaims;
    private boolean isShedding;

    /**
     * @param partitionCount partitions that the journal knows already
     * @param maxBlockBytes  the journal's largest block, which bounds a message
     * @param intake         says when the rows of a sheddable table are to be dropped
     */
    public SourceInput(
            Source source, StreamDefinition stream, boolean isBounded, RowRing ring, int partitionCount,
            int maxBlockBytes, Intake intake) {
        this.source = source;
        this.intake = intake;
        shedRow = !isBounded && TablePolicy.isSheddable(stream.table())
                ? new UnsafeBuffer(new byte[stream.layout().maxBytes()]) : null;
        this.isBounded = isBounded;
        this.ring = ring;
        streamId = stream.streamId();
        table = stream.table().name();
        time = stream.time();
        writer = new RowWriter(stream.layout());
        buffer = ring.buffer();
        refusedRow = new UnsafeBuffer(new byte[stream.layout().maxBytes()]);
        maxMessageRows = Math.min(ring.slots() / 2, maxBlockBytes / ring.slotBytes());
        for (int i = 0; i < partitionCount; i++) {
            acknowledgement.addPartition(i);
            account.addPartition(i);
        }
        partitions = partitionCount;
    }

    Source source() {
        return source;
    }

    int streamId() {
        return streamId;
    }

    boolean isBounded() {
        return isBounded;
    }

    long refusedClaims() {
        return refusedClaims;
    }

    /** Makes this source one of several bounded ones that are read in turn. */
    void join(SourceSchedule sources, WatermarkTracker streamTracker) {
        schedule = sources;
        tracker = streamTracker;
    }

    int poll(long timeNs, int rowLimit, int runQuota) {
        ingestTimeNs = timeNs;
        quota = runQuota;
        long before = publishedRows;
        int polled = source.poll(this, rowLimit);
        if (claimed == 0 && account.isDue(timeNs)) {
            publishAccount();
        }
        return Math.max(polled, (int) (publishedRows - before));
    }

    /**
     * Publishes what was counted and not published yet.
     *
     * @return false when the ring had no room for all of it; in the middle of a message nothing can be published
     */
    boolean settle(long timeNs) {
        ingestTimeNs = timeNs;
        return claimed != 0 || publishAccount();
    }

    int acknowledge(long durableSequence) {
        return acknowledgement.acknowledge(source, durableSequence);
    }

    boolean isWaiting() {
        return acknowledgement.isWaiting();
    }

    @Override
    public boolean claim(int rowCount) {
        checkNothingClaimed();
        if (quota <= 0) {
            return false;
        }
        if (rowCount > maxMessageRows) {
            throw oversized(rowCount);
        }
        if (shedRow != null && intake.isShedding()) {
            isShedding = true;
            claimed = rowCount;
            return true;
        }
        if (account.hasDropped() && !publishAccount()) {
            return false;
        }
        if (!ring.hasRoom(rowCount)) {
            refusedClaims++;
            return false;
        }
        first = ring.claim(rowCount);
        claimed = rowCount;
        return true;
    }

    @Override
    public RowWriter row(int index) {
        int row = offset(index);
        return isShedding ? writer.begin(shedRow, 0) : writer.begin(buffer, row);
    }

    @Override
    public void accept(int index, int partition, long position) {
        int row = offset(index);
        if (isShedding) {
            drop(partition, position);
            return;
        }
        if (writer.offset() != row || partition >= partitions) {
            throw new IllegalStateException("A source accepts the row that it wrote last, of a partition that it "
                    + "opened; table="
                    + table + " index=" + index + " partition=" + partition + " partitions=" + partitions);
        }
        writer.finish();
        RowHeader.kind(buffer, row, streamId, RowType.DATA, ChangeKind.INSERT, false);
        RowHeader.position(buffer, row, position);
        RowHeader.partition(buffer, row, partition);
        RowHeader.ingestTimeNs(buffer, row, ingestTimeNs);
        RowHeader.sequence(buffer, row, first + index + ring.journalOffset());
        long eventTimeMs = RowTimeFunction.NO_TIME;
        if (time != null) {
            eventTimeMs = time.eventTimeMs(buffer, row);
            if (eventTimeMs == RowTimeFunction.NO_TIME) {
                RowHeader.eventTimeMs(buffer, row, eventTimeMs);
                refuseTimeless(row, index, partition, position);
                filled++;
                return;
            }
        }
        RowHeader.eventTimeMs(buffer, row, eventTimeMs);
        filled++;
    }

    private void refuseTimeless(int row, int index, int partition, long position) {
        int length = RowHeader.length(buffer, row);
        refusedRow.putBytes(0, buffer, row, length);
        letter(row, index, partition, position, DeadLetterReason.NO_EVENT_TIME, DeadLetterLayout.ORIGIN_STREAM_ROW)
                .finish(null, refusedRow, 0, length);
    }

    @Override
    public void invalid(
            int index, int partition, long position, String reason, DirectBuffer raw, int rawOffset, int rawBytes) {
        int row = offset(index);
        if (isShedding) {
            drop(partition, position);
            return;
        }
        letter(row, index, partition, position, DeadLetterReason.UNDECODABLE, DeadLetterLayout.ORIGIN_BYTES)
                .finish(reason, raw, rawOffset, rawBytes);
        filled++;
    }

    private void drop(int partition, long position) {
        checkPartition(partition);
        account.drop(partition, position, ingestTimeNs);
        filled++;
    }

    @Override
    public void duplicates(int partition, long count) {
        checkPartition(partition);
        if (count > 0) {
            account.duplicate(partition, count, ingestTimeNs);
        }
    }

    private boolean publishAccount() {
        checkNothingClaimed();
        while (!account.isEmpty()) {
            if (!claimControl()) {
                return false;
            }
            int partition = account.partition();
            long position = account.position(partition);
            long dropped = account.dropped(partition);
            ControlRowLayout.encodeAccount(buffer, ring.slotOffset(first), streamId, partition, position,
                    account.duplicates(partition), dropped);
            if (dropped > 0) {
                acknowledgement.onPublished(partition, position, first + ring.journalOffset());
            }
            publishControl();
            account.clear();
        }
        return true;
    }

    private void checkPartition(int partition) {
        if (partition >= partitions) {
            throw new IllegalStateException("A source opens a partition before it publishes its rows; table=" + table
                    + " partition=" + partition + " partitions=" + partitions);
        }
    }

    private DeadLetterWriter letter(
            int row, int index, int partition, long position, DeadLetterReason reason, int origin) {
        checkPartition(partition);
        long sequence = first + index + ring.journalOffset();
        RowHeader.kind(buffer, row, streamId, RowType.INVALID, ChangeKind.INSERT, false);
        RowHeader.position(buffer, row, position);
        RowHeader.partition(buffer, row, partition);
        RowHeader.ingestTimeNs(buffer, row, ingestTimeNs);
        RowHeader.sequence(buffer, row, sequence);
        RowHeader.eventTimeMs(buffer, row, RowTimeFunction.NO_TIME);
        return letters.begin(buffer, row, ring.slotBytes(), reason.code(), origin)
                .input(streamId, sequence, partition, position)
                .operator(DeadLetterLayout.NO_OPERATOR, DeadLetterLayout.NO_OPERATOR, NO_WINDOW, NO_WINDOW);
    }

    @Override
    public void publish() {
        if (filled != claimed || claimed == 0) {
            throw new IllegalStateException("Every claimed slot must be filled once before publishing; table=" + table
                    + " claimed=" + claimed + " filled=" + filled);
        }
        if (isShedding) {
            isShedding = false;
            publishedRows += claimed;
            claimed = 0;
            filled = 0;
            return;
        }
        long last = first + claimed - 1;
        RowHeader.lastOfMessage(buffer, ring.slotOffset(last));
        for (long sequence = first; sequence <= last; sequence++) {
            int row = ring.slotOffset(sequence);
            acknowledgement.onPublished(RowHeader.partition(buffer, row), RowHeader.position(buffer, row),
                    sequence + ring.journalOffset());
            if (schedule != null) {
                scheduleRow(row, sequence == last);
            }
        }
        ring.publish(last);
        publishedRows += claimed;
        quota -= claimed;
        claimed = 0;
        filled = 0;
    }

    private void scheduleRow(int row, boolean isLast) {
        if (time != null && RowHeader.type(buffer, row) == RowType.DATA) {
            tracker.onRow(RowHeader.partition(buffer, row), time.watermarkMs(buffer, row),
                    RowHeader.eventTimeMs(buffer, row), ingestTimeNs);
        }
        schedule.onRow(streamId, isLast);
    }

    @Override
    public int open(String identity) {
        byte[] text = identity.getBytes(StandardCharsets.UTF_8);
        if (ControlRowLayout.textRowBytes(text.length) > ring.slotBytes() || text.length > 0xFFFF) {
            throw new SourceException("The name of a source partition is too long, use a shorter path; table=" + table
                    + " bytes=" + text.length + " max=" + (ring.slotBytes() - ControlRowLayout.TEXT_OFFSET));
        }
        if (!claimControl()) {
            return -1;
        }
        int partition = partitions++;
        acknowledgement.addPartition(partition);
        account.addPartition(partition);
        ControlRowLayout.encodeText(buffer, ring.slotOffset(first), RowType.OPEN, streamId, partition, text);
        if (schedule != null) {
            tracker.onOpen(partition, ingestTimeNs);
        }
        publishControl();
        return partition;
    }

    @Override
    public boolean position(int partition, long position, long digest) {
        if (!claimControl()) {
            return false;
        }
        ControlRowLayout.encodePosition(buffer, ring.slotOffset(first), streamId, partition, position, digest);
        publishControl();
        return true;
    }

    @Override
    public boolean end(int partition, long position) {
        if (!publishAccount() || !claimControl()) {
            return false;
        }
        ControlRowLayout.encodeEnd(buffer, ring.slotOffset(first), streamId, partition, position);
        if (schedule != null) {
            tracker.onEnd(partition);
            schedule.onEnd(streamId);
        }
        publishControl();
        return true;
    }

    private boolean claimControl() {
        checkNothingClaimed();
        if (!ring.hasReservedRoom(2)) {
            refusedClaims++;
            return false;
        }
        first = ring.claim(1);
        return true;
    }

    private void publishControl() {
        int row = ring.slotOffset(first);
        RowHeader.sequence(buffer, row, first + ring.journalOffset());
        RowHeader.ingestTimeNs(buffer, row, ingestTimeNs);
        ring.publish(first);
        publishedRows++;
    }

    private int offset(int index) {
        if (index < 0 || index >= claimed) {
            throw new IllegalStateException(
                    "A slot that isn't claimed; table=" + table + " index=" + index + " claimed=" + claimed);
        }
        return ring.slotOffset(first + index);
    }

    private void checkNothingClaimed() {
        if (claimed != 0) {
            throw new IllegalStateException("Publish the claimed slots first; table=" + table + " claimed=" + claimed);
        }
    }

    private SourceException oversized(int rowCount) {
        return new SourceException("A message has more rows than ring or journal block take at once, send smaller "
                + "ones or raise"
                + " 'pelton.ring.slots'; table=" + table + " rows=" + rowCount + " max=" + maxMessageRows);
    }
}

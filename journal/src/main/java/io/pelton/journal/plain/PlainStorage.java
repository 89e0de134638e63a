package io.pelton.journal.plain;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.SegmentTrailer;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.SegmentForcer;
import io.pelton.journal.storage.SegmentRoom;
import io.pelton.journal.storage.StorageKind;
import io.pelton.journal.storage.StorageTailer;
import io.pelton.journal.storage.ZeroFill;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A folder of plain files, one per segment. An excerpt is filled in memory and written when it is committed: one system
 * call for each. The caller holds a lock on the folder for as long as this is open. Threading as in
 * {@link JournalStorage}.
 */
public final class PlainStorage implements JournalStorage {
    static final int PREFIX_BYTES = Integer.BYTES;
    /** Kept free behind the last block for the trailer. */
    private static final int RESERVE_BYTES =
            PREFIX_BYTES + BlockLayout.blockLength(SegmentTrailer.ENCODED_LENGTH) + PREFIX_BYTES;
    /** The block lies 8-byte aligned behind its length. */
    private static final int BLOCK_OFFSET = Long.BYTES;
    private static final int FIRST_STAGING_BYTES = 64 << 10;

    private final Path directory;
    private final int segmentBytes;
    private final SegmentRoom room;
    private final SegmentForcer forcer;
    private final List<PlainTailer> tailers = new ArrayList<>();
    private final UnsafeBuffer claimed = new UnsafeBuffer(0, 0);

    private ByteBuffer staging;
    private FileChannel channel;
    private int claimedBytes;
    private int endPosition;
    /** Segment and where its committed excerpts end, in one value: tailers read both at once. */
    private volatile long committed;

    private PlainStorage(Path directory, int segmentBytes, int lastSegment) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.room = new SegmentRoom(directory, segmentBytes, new ZeroFill());
        this.forcer = new SegmentForcer(directory);
        this.committed = committed(lastSegment, Integer.MAX_VALUE);
        stage(FIRST_STAGING_BYTES);
    }

    /**
     * Opens a folder that has been verified and repaired; no excerpt may be claimed before the first roll, to a
     * segment number higher than any in the folder.
     */
    public static PlainStorage open(Path directory, int segmentBytes) throws IOException {
        DurableFiles.createDirectories(directory);
        final List<Integer> segments = SegmentFiles.list(directory);
        return new PlainStorage(directory, segmentBytes, segments.isEmpty() ? 0 : segments.get(segments.size() - 1));
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public int maxExcerptBytes() {
        return segmentBytes / 4;
    }

    @Override
    public boolean hasRoom(int bytes) {
        return endPosition + PREFIX_BYTES + bytes <= segmentBytes - RESERVE_BYTES;
    }

    @Override
    public boolean canRoll(int segment) throws IOException {
        return room.tryReserve(segment);
    }

    @Override
    public void roll(int segment) throws IOException {
        if (channel != null) {
            channel.close();
        }
        final Path file = path(segment);
        Files.move(SegmentFiles.preparedPath(directory, segment), file, StandardCopyOption.ATOMIC_MOVE);
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        forcer.begin(file);
        endPosition = 0;
        committed = committed(segment, 0);
    }

    @Override
    public boolean claim(int bytes) {
        if (BLOCK_OFFSET + bytes > staging.capacity()) {
            BufferUtil.free(staging);
            stage(BitUtil.findNextPositivePowerOfTwo(BLOCK_OFFSET + bytes));
        }
        claimedBytes = bytes;
        return true;
    }

    private void stage(int bytes) {
        staging = ByteBuffer.allocateDirect(bytes).order(LITTLE_ENDIAN);
        claimed.wrap(staging);
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claimed;
    }

    @Override
    public int offset() {
        return BLOCK_OFFSET;
    }

    @Override
    public void commit() throws IOException {
        final int start = BLOCK_OFFSET - PREFIX_BYTES;
        staging.putInt(start, claimedBytes);
        staging.limit(BLOCK_OFFSET + claimedBytes).position(start);
        int at = endPosition;
        while (staging.hasRemaining()) {
            at += channel.write(staging, at);
        }
        endPosition = at;
        committed = committed(segmentOf(committed), at);
    }

    @Override
    public void abort() {
        claimedBytes = 0;
    }

    @Override
    public void force() throws IOException {
        forcer.force();
    }

    @Override
    public void prepare() throws IOException {
        room.prepareBehind(segmentOf(committed));
    }

    @Override
    public StorageTailer newTailer() {
        synchronized (tailers) {
            final PlainTailer tailer = new PlainTailer(this);
            tailers.add(tailer);
            return tailer;
        }
    }

    @Override
    public void deleteSegment(int segment) throws IOException {
        Files.deleteIfExists(path(segment));
        DurableFiles.forceDirectory(directory);
    }

    @Override
    public long droppedSequence() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        synchronized (tailers) {
            new ArrayList<>(tailers).forEach(PlainTailer::close);
        }
        try (forcer; room) {
            if (channel != null) {
                channel.close();
                room.giveBack(path(segmentOf(committed)), endPosition);
            }
        } finally {
            BufferUtil.free(staging);
            claimed.wrap(0, 0);
        }
    }

    Path directory() {
        return directory;
    }

    Path path(int segment) {
        return SegmentFiles.path(directory, segment, StorageKind.PLAIN);
    }

    void forget(PlainTailer tailer) {
        synchronized (tailers) {
            tailers.remove(tailer);
        }
    }

    /** What is committed now; {@link #segmentOf} and {@link #endOf} take it apart. */
    long committed() {
        return committed;
    }

    static int segmentOf(long committed) {
        return (int) (committed >> Integer.SIZE);
    }

    /** Where the excerpts of {@link #segmentOf} end. */
    static int endOf(long committed) {
        return (int) committed;
    }

    private static long committed(int segment, int end) {
        return (long) segment << Integer.SIZE | end;
    }
}

package io.pelton.journal.chronicle;

import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.JvmFlags;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.SegmentForcer;
import io.pelton.journal.storage.SegmentRoom;
import io.pelton.journal.storage.StorageKind;
import io.pelton.journal.storage.StorageTailer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A folder of Chronicle Queue files, one per segment. The caller holds a lock on the folder for as long as this is
 * open. Threading as in {@link JournalStorage}. Excerpts are claimed and read in the mapped file itself.
 */
public final class ChronicleStorage implements JournalStorage {
    /** Kept free behind the last block for the trailer and Chronicle's end mark and index blocks. */
    static final int RESERVE_BYTES = 128 << 10;
    private static final int DOCUMENT_HEADER_BYTES = Integer.BYTES;

    private final Path directory;
    private final int segmentBytes;
    private final SegmentClock clock;
    private final SegmentRoom room;
    private final SegmentForcer forcer;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final List<ChronicleTailer> tailers = new ArrayList<>();
    private final UnsafeBuffer claimed = new UnsafeBuffer(0, 0);

    private DocumentContext document;
    private int claimedBytes;
    private long endPosition;
    /** Last segment whose file Chronicle has; the clock is ahead of it while a roll is due. */
    private volatile int begunSegment;
    private boolean isRollDue;

    private ChronicleStorage(Path directory, int segmentBytes, int mappedBytes, int lastSegment) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.clock = new SegmentClock(lastSegment);
        this.begunSegment = lastSegment;
        this.room = new SegmentRoom(directory, segmentBytes, new PosixRoom());
        this.forcer = new SegmentForcer(directory);
        final SingleChronicleQueueBuilder builder = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(LegacyRollCycles.MINUTELY)
                .timeProvider(clock)
                .blockSize(mappedBytes);
        this.queue = builder.build();
        try {
            if (builder.readOnly()) {
                throw new IllegalStateException(
                        "Chronicle Queue opened read-only; check the folder's permissions; folder=" + directory);
            }
            this.appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
        } catch (RuntimeException | Error e) {
            queue.close();
            throw e;
        }
    }

    /**
     * Opens a folder that has been verified and repaired; no excerpt may be claimed before the first roll, to a
     * segment number higher than any in the folder.
     */
    public static ChronicleStorage open(Path directory, int segmentBytes) throws IOException {
        JvmFlags.require();
        ChronicleSettings.apply();
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve(SegmentFiles.METADATA));
        final List<Integer> segments = SegmentFiles.list(directory);
        long mappedBytes = segmentBytes;
        for (final int segment : segments) {
            mappedBytes = Math.max(mappedBytes, Long.highestOneBit(Files.size(path(directory, segment))));
        }
        final ChronicleStorage storage = new ChronicleStorage(
                directory, segmentBytes, (int) mappedBytes, segments.isEmpty() ? 0 : segments.get(segments.size() - 1));
        storage.readFirstOfEach(segments);
        return storage;
    }

    /** Finds out now, not in the middle of a replay, whether Chronicle can read what it has laid out. */
    private void readFirstOfEach(List<Integer> segments) throws IOException {
        final BlockReader block = new BlockReader();
        try (StorageTailer tailer = newTailer()) {
            for (final int segment : segments) {
                final boolean isThere =
                        tailer.toSegment(segment) && tailer.next() && tailer.segment() == segment;
                // A wrong entry in Chronicle's index leads anywhere, into a block or to a later one.
                if (!isThere || block.checkFrame(tailer.buffer(), tailer.offset(), tailer.length(), segment)
                        != BlockReader.Verdict.GOOD || block.type() != BlockType.SEGMENT_HEADER) {
                    throw new IllegalStateException("Chronicle Queue doesn't find a segment's first excerpt; segment="
                            + segment);
                }
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
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
        return endPosition + DOCUMENT_HEADER_BYTES + bytes <= segmentBytes - RESERVE_BYTES;
    }

    @Override
    public boolean canRoll(int segment) throws IOException {
        return room.tryReserve(segment);
    }

    @Override
    public void roll(int segment) {
        clock.set(segment);
        isRollDue = true;
    }

    @Override
    public boolean claim(int bytes) throws IOException {
        document = appender.writingDocument();
        if (isRollDue) {
            finishRoll();
        }
        final Bytes<?> bytesOut = document.wire().bytes();
        final long position = bytesOut.writePosition();
        claimed.wrap(bytesOut.addressForWrite(position), bytes);
        claimedBytes = bytes;
        endPosition = position + bytes;
        return true;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claimed;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public void commit() {
        document.wire().bytes().writeSkip(claimedBytes);
        document.close();
    }

    @Override
    public void abort() {
        document.rollbackOnClose();
        document.close();
        endPosition -= claimedBytes;
    }

    @Override
    public void force() throws IOException {
        forcer.force();
    }

    @Override
    public void prepare() throws IOException {
        room.prepareBehind(begunSegment);
    }

    @Override
    public StorageTailer newTailer() {
        synchronized (tailers) {
            final ExcerptTailer tailer = queue.createTailer();
            tailer.singleThreadedCheckDisabled(true);
            final ChronicleTailer created = new ChronicleTailer(this, tailer);
            tailers.add(created);
            return created;
        }
    }

    @Override
    public void deleteSegment(int segment) throws IOException {
        Files.deleteIfExists(path(directory, segment));
        DurableFiles.forceDirectory(directory);
        queue.refreshDirectoryListing();
    }

    @Override
    public long droppedSequence() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        synchronized (tailers) {
            new ArrayList<>(tailers).forEach(ChronicleTailer::close);
        }
        try {
            queue.close();
            // Chronicle unmaps on a thread of its own, some time later: closed must mean closed.
            BackgroundResourceReleaser.releasePendingResources();
        } finally {
            forcer.close();
            room.close();
        }
        if (endPosition > 0) {
            room.giveBack(path(directory, clock.segment()), endPosition + RESERVE_BYTES);
        }
    }

    /** Chronicle's address of a segment's first excerpt; never leaves this package. */
    long firstIndex(int segment) {
        return queue.rollCycle().toIndex(segment, 0);
    }

    void forget(ChronicleTailer tailer) {
        synchronized (tailers) {
            tailers.remove(tailer);
        }
    }

    /** By now Chronicle has written the old file's end mark and created the new file. */
    private void finishRoll() throws IOException {
        isRollDue = false;
        final int segment = clock.segment();
        if (appender.cycle() != segment) {
            throw new IOException("Chronicle Queue didn't roll; segment=" + segment + " cycle=" + appender.cycle());
        }
        forcer.begin(path(directory, segment));
        checkRoomUsed(segment);
        begunSegment = segment;
    }

    /** Chronicle must have taken the prepared file. */
    private void checkRoomUsed(int segment) throws IOException {
        if (Files.exists(SegmentFiles.preparedPath(directory, segment))) {
            throw new IOException("Chronicle Queue didn't use the reserved file; segment=" + segment);
        }
        final long bytes = Files.size(path(directory, segment));
        if (bytes < segmentBytes) {
            throw new IOException("A segment began without its reserved room; segment=" + segment + " bytes=" + bytes
                    + " expected=" + segmentBytes);
        }
    }

    private static Path path(Path directory, int segment) {
        return SegmentFiles.path(directory, segment, StorageKind.CHRONICLE);
    }
}

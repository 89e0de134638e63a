package io.pelton.journal.plain;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageTailer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads plain segment files, a piece at a time. One thread. */
final class PlainTailer implements StorageTailer {
    private static final int PIECE_BYTES = 256 << 10;
    private static final int NO_SEGMENT = -1;

    private final PlainStorage storage;
    private final UnsafeBuffer excerpt = new UnsafeBuffer(0, 0);

    private ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES).order(LITTLE_ENDIAN);
    private FileChannel channel;
    private int segment = NO_SEGMENT;
    /** Where the piece begins in the file, and how much of it is there. */
    private int pieceStart;
    private int pieceBytes;
    /** Where the next excerpt's length stands in the file. */
    private int next;
    private boolean isClosed;

    PlainTailer(PlainStorage storage) {
        this.storage = storage;
    }

    @Override
    public boolean toSegment(int number) {
        try {
            return open(number);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean next() {
        try {
            if (channel == null && !openNext()) {
                return false;
            }
            while (!nextInSegment()) {
                if (segment >= PlainStorage.segmentOf(storage.committed()) || !openNext()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean nextInSegment() throws IOException {
        final long committed = storage.committed();
        final int end = PlainStorage.segmentOf(committed) == segment ? PlainStorage.endOf(committed)
                : Integer.MAX_VALUE;
        if (next >= end || !load(PlainStorage.PREFIX_BYTES, end)) {
            return false;
        }
        final int length = piece.getInt(next - pieceStart);
        if (length == 0) {
            return false;
        }
        final int start = next + PlainStorage.PREFIX_BYTES;
        final int wanted = length < 0 || length > end - start ? end - start : length;
        load(PlainStorage.PREFIX_BYTES + Math.min(wanted, storage.maxExcerptBytes()), end);
        final int there = Math.min(wanted, pieceBytes - (start - pieceStart));
        excerpt.wrap(piece, start - pieceStart, there);
        next = start + there;
        return true;
    }

    /** Makes {@code bytes} from {@link #next} on lie in the piece; false when the file ends before. */
    private boolean load(int bytes, int end) throws IOException {
        if (next >= pieceStart && next + bytes <= pieceStart + pieceBytes) {
            return true;
        }
        if (bytes > piece.capacity()) {
            BufferUtil.free(piece);
            piece = ByteBuffer.allocateDirect(BitUtil.findNextPositivePowerOfTwo(bytes)).order(LITTLE_ENDIAN);
        }
        piece.clear().limit((int) Math.min(piece.capacity(), (long) end - next));
        pieceStart = next;
        int read = 0;
        while (piece.hasRemaining() && read >= 0) {
            read = channel.read(piece, (long) pieceStart + piece.position());
        }
        pieceBytes = piece.position();
        piece.clear();
        return pieceBytes >= bytes;
    }

    private boolean openNext() throws IOException {
        for (final int number : SegmentFiles.list(storage.directory())) {
            if (number > segment && Files.exists(storage.path(number))) {
                return open(number);
            }
        }
        return false;
    }

    private boolean open(int number) throws IOException {
        closeChannel();
        final Path file = storage.path(number);
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return false;
        }
        segment = number;
        next = 0;
        return true;
    }

    @Override
    public DirectBuffer buffer() {
        return excerpt;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return excerpt.capacity();
    }

    @Override
    public int segment() {
        return segment;
    }

    @Override
    public void release(long sequence) {
        // files stay until they are deleted
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        storage.forget(this);
        excerpt.wrap(0, 0);
        BufferUtil.free(piece);
        try {
            closeChannel();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void closeChannel() throws IOException {
        pieceStart = 0;
        pieceBytes = 0;
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private CorruptJournalException unreadable(IOException e) {
        return new CorruptJournalException(
                "A segment can't be read; check the disk and restart; file=" + storage.path(segment), e);
    }
}

package io.pelton.journal;

import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.StorageTailer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Durable segments in plain arrays, with a switch for each thing that can go wrong. One thread. */
final class FaultyStorage implements JournalStorage {
    private final List<Excerpt> excerpts = new ArrayList<>();
    private final int segmentBytes;
    private int segment;
    private int usedBytes;
    private UnsafeBuffer claimed;
    boolean isForceFailing;
    boolean isCommitFailing;
    boolean isDiskFull;
    boolean isClosed;
    int forces;

    private record Excerpt(int segment, byte[] bytes) {
    }

    FaultyStorage(int segmentBytes) {
        this.segmentBytes = segmentBytes;
    }

    /** The bytes of the excerpt at this place, to be damaged. */
    byte[] excerpt(int index) {
        return excerpts.get(index).bytes();
    }

    void remove(int index) {
        excerpts.remove(index);
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public int maxExcerptBytes() {
        return segmentBytes;
    }

    @Override
    public boolean hasRoom(int bytes) {
        return usedBytes + bytes <= segmentBytes;
    }

    @Override
    public boolean canRoll(int newSegment) {
        return !isDiskFull;
    }

    @Override
    public void roll(int newSegment) {
        segment = newSegment;
        usedBytes = 0;
    }

    @Override
    public boolean claim(int bytes) {
        claimed = new UnsafeBuffer(new byte[bytes]);
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
    public void commit() throws IOException {
        if (isCommitFailing) {
            throw new IOException("commit failed");
        }
        excerpts.add(new Excerpt(segment, claimed.byteArray()));
        usedBytes += claimed.capacity();
    }

    @Override
    public void abort() {
        claimed = null;
    }

    @Override
    public void force() throws IOException {
        forces++;
        if (isForceFailing) {
            throw new IOException("EIO");
        }
    }

    @Override
    public void prepare() {
    }

    @Override
    public StorageTailer newTailer() {
        return new Tailer();
    }

    @Override
    public void deleteSegment(int oldSegment) {
        excerpts.removeIf(excerpt -> excerpt.segment() == oldSegment);
    }

    @Override
    public long droppedSequence() {
        return -1;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private final class Tailer implements StorageTailer {
        private final UnsafeBuffer current = new UnsafeBuffer(0, 0);
        private int index = -1;

        @Override
        public boolean toSegment(int wanted) {
            for (int i = 0; i < excerpts.size(); i++) {
                if (excerpts.get(i).segment() == wanted) {
                    index = i - 1;
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean next() {
            if (index + 1 >= excerpts.size()) {
                return false;
            }
            index++;
            current.wrap(excerpts.get(index).bytes());
            return true;
        }

        @Override
        public DirectBuffer buffer() {
            return current;
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return current.capacity();
        }

        @Override
        public int segment() {
            return excerpts.get(index).segment();
        }

        @Override
        public void release(long sequence) {
        }

        @Override
        public void close() {
        }
    }
}

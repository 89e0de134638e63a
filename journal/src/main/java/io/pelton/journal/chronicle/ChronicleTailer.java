package io.pelton.journal.chronicle;

import io.pelton.journal.storage.StorageTailer;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads excerpts in the mapped files; the current one stays open, and so mapped, until the next step. One thread. */
final class ChronicleTailer implements StorageTailer {
    private final ChronicleStorage storage;
    private final ExcerptTailer tailer;
    private final UnsafeBuffer excerpt = new UnsafeBuffer(0, 0);
    private DocumentContext document;
    private boolean isClosed;

    ChronicleTailer(ChronicleStorage storage, ExcerptTailer tailer) {
        this.storage = storage;
        this.tailer = tailer;
    }

    @Override
    public boolean toSegment(int segment) {
        closeDocument();
        return tailer.moveToIndex(storage.firstIndex(segment));
    }

    @Override
    public boolean next() {
        closeDocument();
        final DocumentContext next = tailer.readingDocument();
        if (!next.isPresent()) {
            next.close();
            return false;
        }
        document = next;
        final Bytes<?> bytes = next.wire().bytes();
        final long position = bytes.readPosition();
        excerpt.wrap(bytes.addressForRead(position), mappedBytes(bytes, position));
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
        return tailer.cycle();
    }

    @Override
    public void release(long sequence) {
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            closeDocument();
            excerpt.wrap(0, 0);
            tailer.close();
            storage.forget(this);
        }
    }

    /** The excerpt's length as far as it is mapped: a damaged length must not lead a reader out of the mapping. */
    private static int mappedBytes(Bytes<?> bytes, long position) {
        final BytesStore<?, ?> store = Objects.requireNonNull(bytes.bytesStore());
        return (int) Math.min(bytes.readRemaining(), store.start() + store.realCapacity() - position);
    }

    private void closeDocument() {
        if (document != null) {
            document.close();
            document = null;
        }
    }
}

package io.pelton.perf.journal;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Chronicle Queue as it comes: an excerpt for each block, never forced, without frame or checksum of ours. */
final class ChronicleAppending implements Appending {
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnsafeBuffer claimed = new UnsafeBuffer(0, 0);

    private ChronicleAppending(ChronicleQueue queue) {
        this.queue = queue;
        this.appender = queue.createAppender();
    }

    static ChronicleAppending open(Path folder, long bytes) {
        return new ChronicleAppending(ChronicleQueue.single(folder.toString()));
    }

    @Override
    public void append(DirectBuffer rows, int bytes, int count) {
        try (DocumentContext document = appender.writingDocument()) {
            Bytes<?> target = document.wire().bytes();
            long position = target.writePosition();
            claimed.wrap(target.addressForWrite(position), bytes);
            claimed.putBytes(0, rows, 0, bytes);
            target.writeSkip(bytes);
        }
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("Chronicle's own sync makes nothing durable here: queue=" + queue);
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}

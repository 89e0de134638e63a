package io.pelton.connectors.filesystem;

import io.pelton.connectors.format.Format;
import io.pelton.engine.source.SourceOutput;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps the first bytes of a line that is too long while the rest of it is skipped. One thread. */
final class LongLine {
    private static final int KEPT_BYTES = 4_096;

    private final UnsafeBuffer head = new UnsafeBuffer(new byte[KEPT_BYTES]);
    private int kept;
    private long length;

    boolean isOpen() {
        return length > 0;
    }

    void add(byte[] bytes, int from, int to) {
        int count = Math.min(KEPT_BYTES - kept, to - from);
        head.putBytes(kept, bytes, from, count);
        kept += count;
        length += to - from;
    }

    /** Fills the claimed slot. */
    void publish(SourceOutput output, int partition, long position) {
        String reason = "the line is too long: bytes=" + length + " limit=" + Format.MAX_MESSAGE_BYTES;
        output.invalid(0, partition, position, reason, head, 0, kept);
        kept = 0;
        length = 0;
    }
}

package io.pelton.engine.row;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes the bodies of {@link DeadLetterLayout}. Not thread safe; allocates nothing. */
public final class DeadLetterWriter {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final CRC32C crc = new CRC32C();
    private final byte[] piece = new byte[1024];

    private MutableDirectBuffer buffer;
    private int row;
    private int room;

    /**
     * Starts a letter in a slot with {@code roomBytes}, header included. The header's type and stream are the caller's.
     */
    public DeadLetterWriter begin(
            MutableDirectBuffer rowBuffer, int rowOffset, int roomBytes, int reasonCode, int origin) {
        buffer = rowBuffer;
        row = rowOffset;
        room = roomBytes & -RowHeader.ALIGNMENT;
        buffer.putShort(row + DeadLetterLayout.REASON_OFFSET, (short) reasonCode, ORDER);
        buffer.putByte(row + DeadLetterLayout.ORIGIN_OFFSET, (byte) origin);
        buffer.putByte(row + DeadLetterLayout.ORIGIN_OFFSET + 1, (byte) 0);
        return this;
    }

    public DeadLetterWriter input(int stream, long causeSequence, int partition, long position) {
        buffer.putInt(row + DeadLetterLayout.STREAM_OFFSET, stream, ORDER);
        buffer.putLong(row + DeadLetterLayout.CAUSE_OFFSET, causeSequence, ORDER);
        buffer.putInt(row + DeadLetterLayout.PARTITION_OFFSET, partition, ORDER);
        buffer.putLong(row + DeadLetterLayout.POSITION_OFFSET, position, ORDER);
        return this;
    }

    public DeadLetterWriter operator(int pipeline, int operator, long windowStartMs, long windowEndMs) {
        buffer.putShort(row + DeadLetterLayout.PIPELINE_OFFSET, (short) pipeline, ORDER);
        buffer.putShort(row + DeadLetterLayout.OPERATOR_OFFSET, (short) operator, ORDER);
        buffer.putLong(row + DeadLetterLayout.WINDOW_START_OFFSET, windowStartMs, ORDER);
        buffer.putLong(row + DeadLetterLayout.WINDOW_END_OFFSET, windowEndMs, ORDER);
        return this;
    }

    /**
     * Adds detail and raw bytes, both cut to the room, pads and sets the row's length.
     *
     * @param detail ASCII text or null; other characters become question marks
     */
    public void finish(String detail, DirectBuffer raw, int rawOffset, int rawBytes) {
        int detailBytes = detail == null ? 0 : Math.min(detail.length(), DeadLetterLayout.MAX_DETAIL_BYTES);
        int start = row + DeadLetterLayout.DETAIL_OFFSET;
        for (int i = 0; i < detailBytes; i++) {
            char c = detail.charAt(i);
            buffer.putByte(start + i, (byte) (c < 128 ? c : '?'));
        }
        int kept = Math.min(rawBytes, room - DeadLetterLayout.DETAIL_OFFSET - detailBytes);
        int crc32c = checksum(raw, rawOffset, rawBytes);
        buffer.putBytes(start + detailBytes, raw, rawOffset, kept);
        buffer.putInt(row + DeadLetterLayout.FULL_LENGTH_OFFSET, rawBytes, ORDER);
        buffer.putInt(row + DeadLetterLayout.CRC_OFFSET, crc32c, ORDER);
        buffer.putShort(row + DeadLetterLayout.DETAIL_BYTES_OFFSET, (short) detailBytes, ORDER);
        buffer.putShort(row + DeadLetterLayout.RAW_BYTES_OFFSET, (short) kept, ORDER);
        int used = DeadLetterLayout.DETAIL_OFFSET + detailBytes + kept;
        int length = BitUtil.align(used, RowHeader.ALIGNMENT);
        for (int i = used; i < length; i++) {
            buffer.putByte(row + i, (byte) 0);
        }
        RowHeader.length(buffer, row, length);
    }

    private int checksum(DirectBuffer raw, int rawOffset, int rawBytes) {
        crc.reset();
        int done = 0;
        while (done < rawBytes) {
            int length = Math.min(piece.length, rawBytes - done);
            raw.getBytes(rawOffset + done, piece, 0, length);
            crc.update(piece, 0, length);
            done += length;
        }
        return (int) crc.getValue();
    }
}

package io.pelton.engine.row;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The rows that carry no data. What isn't in the body is in the {@link RowHeader}.
 *
 * <pre>
 *   OPEN      header: partition               body: 48 u16 length, 50 UTF-8 of the identity
 *   POSITION  header: partition, position     body: 48 i64 digest of all before the position
 *   END       header: partition, position     no body
 *   TICK      header: ingest time             no body
 *   CONFIG                                    body: 48 u16 length, 50 UTF-8 of what changed
 *   ACCOUNT   header: partition, position     body: 48 i64 duplicates, 56 i64 dropped rows; the position is the last
 *             dropped row's, -1 without one
 * </pre>
 */
public final class ControlRowLayout {
    public static final int TEXT_LENGTH_OFFSET = RowHeader.BYTES;
    public static final int TEXT_OFFSET = RowHeader.BYTES + Short.BYTES;
    public static final int DIGEST_OFFSET = RowHeader.BYTES;
    public static final int POSITION_BYTES = RowHeader.BYTES + Long.BYTES;

    public static final int DUPLICATES_OFFSET = RowHeader.BYTES;
    public static final int DROPPED_OFFSET = RowHeader.BYTES + Long.BYTES;
    public static final int ACCOUNT_BYTES = RowHeader.BYTES + 2 * Long.BYTES;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int NOWHERE = -1;

    private ControlRowLayout() {
    }

    /** Bytes of a row with a text of this many bytes. */
    public static int textRowBytes(int textBytes) {
        return BitUtil.align(TEXT_OFFSET + textBytes, RowHeader.ALIGNMENT);
    }

    /** Writes an OPEN or CONFIG row; the text must fit into the slot. */
    public static void encodeText(MutableDirectBuffer buffer, int row, int type, int stream, int partition,
            byte[] text) {
        int length = textRowBytes(text.length);
        buffer.putLong(row + length - Long.BYTES, 0L, ORDER);
        encodeHeader(buffer, row, type, stream, partition, NOWHERE);
        buffer.putShort(row + TEXT_LENGTH_OFFSET, (short) text.length, ORDER);
        buffer.putBytes(row + TEXT_OFFSET, text);
        RowHeader.length(buffer, row, length);
    }

    public static void encodePosition(
            MutableDirectBuffer buffer, int row, int stream, int partition, long position, long digest) {
        encodeHeader(buffer, row, RowType.POSITION, stream, partition, position);
        buffer.putLong(row + DIGEST_OFFSET, digest, ORDER);
        RowHeader.length(buffer, row, POSITION_BYTES);
    }

    public static void encodeEnd(MutableDirectBuffer buffer, int row, int stream, int partition, long position) {
        encodeHeader(buffer, row, RowType.END, stream, partition, position);
        RowHeader.length(buffer, row, RowHeader.BYTES);
    }

    public static void encodeAccount(
            MutableDirectBuffer buffer, int row, int stream, int partition, long position, long duplicates,
            long dropped) {
        encodeHeader(buffer, row, RowType.ACCOUNT, stream, partition, position);
        buffer.putLong(row + DUPLICATES_OFFSET, duplicates, ORDER);
        buffer.putLong(row + DROPPED_OFFSET, dropped, ORDER);
        RowHeader.length(buffer, row, ACCOUNT_BYTES);
    }

    public static void encodeTick(MutableDirectBuffer buffer, int row) {
        encodeHeader(buffer, row, RowType.TICK, 0, NOWHERE, NOWHERE);
        RowHeader.length(buffer, row, RowHeader.BYTES);
    }

    /** The text of an OPEN or CONFIG row. Allocates: such rows are rare. */
    public static String text(DirectBuffer buffer, int row) {
        byte[] text = new byte[textBytes(buffer, row)];
        buffer.getBytes(row + TEXT_OFFSET, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Bytes of that text. */
    public static int textBytes(DirectBuffer buffer, int row) {
        return buffer.getShort(row + TEXT_LENGTH_OFFSET, ORDER) & 0xFFFF;
    }

    public static long duplicates(DirectBuffer buffer, int row) {
        return buffer.getLong(row + DUPLICATES_OFFSET, ORDER);
    }

    public static long dropped(DirectBuffer buffer, int row) {
        return buffer.getLong(row + DROPPED_OFFSET, ORDER);
    }

    public static long digest(DirectBuffer buffer, int row) {
        return buffer.getLong(row + DIGEST_OFFSET, ORDER);
    }

    private static void encodeHeader(
            MutableDirectBuffer buffer, int row, int type, int stream, int partition, long position) {
        RowHeader.kind(buffer, row, stream, type, ChangeKind.INSERT, true);
        RowHeader.eventTimeMs(buffer, row, Long.MIN_VALUE);
        RowHeader.partition(buffer, row, partition);
        RowHeader.position(buffer, row, position);
    }
}

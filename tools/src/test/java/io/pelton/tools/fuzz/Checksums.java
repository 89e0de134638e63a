package io.pelton.tools.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.state.CursorFile;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts right the sums of changed files, so that what lies behind a checksum is reached too. */
final class Checksums {
    private static final String MANIFEST_SUM = "crc32c=";
    private static final int SNAPSHOT_HEADER_BYTES = 44;
    private static final int SECTION_BYTES = 20;
    private static final int TRAILER_BYTES = 24;
    private static final int SECTION_MAGIC = 0x54434553;

    private Checksums() {
    }

    /** Of the blocks that begin at these places, as far as what they say of their lengths can be. */
    static void blocks(byte[] file, int[] places, long journalId, int segment) {
        UnsafeBuffer buffer = new UnsafeBuffer(file);
        Crc32c crc = new Crc32c();
        for (int at : places) {
            if (at + BlockLayout.HEADER_LENGTH > file.length) {
                continue;
            }
            int payload = buffer.getInt(at + BlockLayout.PAYLOAD_LENGTH_OFFSET, LITTLE_ENDIAN);
            if (payload >= 0 && payload <= file.length - at - BlockLayout.HEADER_LENGTH) {
                BlockLayout.crc(buffer, at, BlockLayout.checksum(crc, buffer, at, payload, journalId, segment));
            }
        }
    }

    /** Of a snapshot, header by header, as far as they lead. */
    static void snapshot(byte[] file, long journalId) {
        UnsafeBuffer buffer = new UnsafeBuffer(file);
        Crc32c crc = new Crc32c();
        int at = head(buffer, crc, 0, SNAPSHOT_HEADER_BYTES, journalId);
        int sections = 0;
        int xor = 0;
        while (at > 0 && at + SECTION_BYTES <= file.length && buffer.getInt(at, LITTLE_ENDIAN) == SECTION_MAGIC) {
            long length = buffer.getLong(at + 8, LITTLE_ENDIAN);
            at = head(buffer, crc, at, SECTION_BYTES, journalId);
            if (at < 0 || length < 0 || length > file.length - at - Integer.BYTES) {
                return;
            }
            int sum = crc.begin(journalId).update(buffer, at, (int) length).value();
            buffer.putInt(at + (int) length, sum, LITTLE_ENDIAN);
            at += (int) length + Integer.BYTES;
            xor ^= sum;
            sections++;
        }
        if (at > 0 && at + TRAILER_BYTES <= file.length) {
            buffer.putInt(at + 4, sections, LITTLE_ENDIAN);
            buffer.putLong(at + 8, at, LITTLE_ENDIAN);
            buffer.putInt(at + 16, xor, LITTLE_ENDIAN);
            buffer.putInt(at + 20, crc.begin(journalId).update(buffer, at, 20).value(), LITTLE_ENDIAN);
        }
    }

    /** Sums a header with a text behind it, whose length stands in its last word; where it ends, -1 outside. */
    private static int head(UnsafeBuffer buffer, Crc32c crc, int at, int fixedBytes, long journalId) {
        if (at + fixedBytes > buffer.capacity()) {
            return -1;
        }
        long text = buffer.getInt(at + fixedBytes - Integer.BYTES, LITTLE_ENDIAN);
        if (text < 0 || at + fixedBytes + text + Integer.BYTES > buffer.capacity()) {
            return -1;
        }
        int end = at + fixedBytes + (int) text;
        buffer.putInt(end, crc.begin(journalId).update(buffer, at, end - at).value(), LITTLE_ENDIAN);
        return end + Integer.BYTES;
    }

    /** Of a cursor's records. */
    static void cursor(byte[] file, long journalId) {
        UnsafeBuffer buffer = new UnsafeBuffer(file);
        Crc32c crc = new Crc32c();
        int summed = CursorFile.RECORD_BYTES - Integer.BYTES;
        for (int at = 0; at + CursorFile.RECORD_BYTES <= file.length; at += CursorFile.RECORD_BYTES) {
            buffer.putInt(at + summed, crc.begin(journalId).update(buffer, at, summed).value(), LITTLE_ENDIAN);
        }
    }

    /** Of a manifest, which is text: the last line is made anew. */
    static byte[] manifest(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        int end = text.lastIndexOf(MANIFEST_SUM);
        String body = end < 0 ? text : text.substring(0, end);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String sum = String.format("%08x", new Crc32c().begin().update(bytes, 0, bytes.length).value());
        return (body + MANIFEST_SUM + sum + "\n").getBytes(StandardCharsets.UTF_8);
    }
}

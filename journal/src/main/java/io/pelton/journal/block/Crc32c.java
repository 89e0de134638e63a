package io.pelton.journal.block;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * CRC32C over Agrona buffers, on or off the heap, without allocating: one direct view is moved over the memory to be
 * summed, because the JDK's intrinsic takes only arrays and ByteBuffers. Not thread safe; one object per thread.
 */
public final class Crc32c {
    private static final long ADDRESS_FIELD = field("address");
    private static final long CAPACITY_FIELD = field("capacity");

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer view = ByteBuffer.allocateDirect(1);
    private final long ownAddress = BufferUtil.address(view);
    private final byte[] seedBytes = new byte[Long.BYTES];

    private static long field(String name) {
        return UnsafeApi.objectFieldOffset(java.nio.Buffer.class, name);
    }

    /** The plain CRC32C of all bytes, as the eight hexadecimal digits that text files carry. */
    public static String hexOf(byte[] bytes) {
        final CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return String.format("%08x", sum.getValue());
    }

    /** Starts over; the seed is summed first, so that equal bytes under another seed have another sum. */
    public Crc32c begin(long seed) {
        crc.reset();
        for (int i = 0; i < Long.BYTES; i++) {
            seedBytes[i] = (byte) (seed >>> (i * Byte.SIZE));
        }
        crc.update(seedBytes, 0, Long.BYTES);
        return this;
    }

    /** Starts over without a seed: the plain CRC32C of what follows. */
    public Crc32c begin() {
        crc.reset();
        return this;
    }

    public Crc32c update(DirectBuffer buffer, int offset, int length) {
        buffer.boundsCheck(offset, length);
        final byte[] array = buffer.byteArray();
        if (array != null) {
            crc.update(array, (int) (buffer.addressOffset() - BufferUtil.ARRAY_BASE_OFFSET) + offset, length);
        } else if (length > 0) {
            updateMemory(buffer.addressOffset() + offset, length);
        }
        return this;
    }

    public Crc32c update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
        return this;
    }

    public int value() {
        return (int) crc.getValue();
    }

    private void updateMemory(long address, int length) {
        UnsafeApi.putLong(view, ADDRESS_FIELD, address);
        UnsafeApi.putInt(view, CAPACITY_FIELD, length);
        try {
            view.limit(length).position(0);
            crc.update(view);
        } finally {
            view.limit(0);
            UnsafeApi.putLong(view, ADDRESS_FIELD, ownAddress);
            UnsafeApi.putInt(view, CAPACITY_FIELD, 1);
        }
    }
}

package io.pelton.sql.function;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A register that holds a string value: a view of UTF-8 bytes, in a row or in the register's own scratch memory. A view
 * lives as long as what it looks at; the scratch memory until the register's next result. One thread.
 */
public final class Slice {
    /** No string value may be longer. */
    public static final int MAX_BYTES = 60_000;

    private static final int FIRST_SCRATCH_BYTES = 256;

    public DirectBuffer buffer;
    public int offset;
    public int length;

    private UnsafeBuffer scratch;

    public Slice() {
        buffer = new UnsafeBuffer(new byte[0]);
    }

    /** A constant. */
    public static Slice of(String text) {
        Slice slice = new Slice();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        slice.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        return slice;
    }

    public void wrap(DirectBuffer source, int sourceOffset, int sourceLength) {
        buffer = source;
        offset = sourceOffset;
        length = sourceLength;
    }

    /** Looks at the same bytes as {@code other}. */
    public void set(Slice other) {
        buffer = other.buffer;
        offset = other.offset;
        length = other.length;
    }

    public void setEmpty() {
        offset = 0;
        length = 0;
    }

    /**
     * Own memory for a result of up to {@code capacity} bytes. It grows by doubling up to {@link #MAX_BYTES}, so it
     * stops allocating once it has seen the longest value. Finish with {@link #finish(int)}.
     */
    public MutableDirectBuffer begin(int capacity) {
        if (capacity > MAX_BYTES) {
            throw RowFailure.RESULT_TOO_LONG;
        }
        if (scratch == null || scratch.capacity() < capacity) {
            grow(capacity);
        }
        return scratch;
    }

    private void grow(int capacity) {
        int size = FIRST_SCRATCH_BYTES;
        while (size < capacity) {
            size *= 2;
        }
        scratch = new UnsafeBuffer(new byte[size]);
    }

    /** The result is what stands in the first {@code resultLength} bytes of the scratch memory. */
    public void finish(int resultLength) {
        buffer = scratch;
        offset = 0;
        length = resultLength;
    }

    /** Takes a string object; for the functions that allocate anyway. */
    public void set(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(bytes.length).putBytes(0, bytes);
        finish(bytes.length);
    }

    public byte at(int index) {
        return buffer.getByte(offset + index);
    }

    /** The value as a new object. */
    @Override
    public String toString() {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

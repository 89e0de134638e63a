package io.pelton.tools.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An input read as changes to a file that a real writer made: a few bytes reach deep, and a fuzzer learns which. The
 * places that matter (where blocks, sections, records begin) are known, so that fields are hit and not only payloads.
 */
final class FileEdits {
    private static final int MAX_EDITS = 16;
    private static final int MAX_INSERTED = 256;
    private static final int FIELD_REACH = 256;

    private FileEdits() {
    }

    /**
     * Applies one change.
     *
     * @param places where structures begin in the file; none for a file without
     * @return the file after it, null for a file that is gone
     */
    static byte[] apply(byte[] file, int[] places, FuzzBytes bytes) {
        int kind = bytes.nextByte() % 10;
        if (kind < 4 && places.length > 0) {
            int place = places[bytes.below(places.length)] + bytes.below(FIELD_REACH);
            return put(file, place, 1 << bytes.nextByte() % 4, bytes.nextValue());
        }
        int at = bytes.below(file.length);
        int length = Math.min(bytes.nextShort(), file.length - at);
        return switch (kind) {
            case 4 -> Arrays.copyOf(file, at);
            case 5 -> zeroed(file, at, length);
            case 6 -> without(file, at, length);
            case 7 -> inserted(file, at, bytes);
            case 8 -> moved(file, at, length, bytes.below(file.length));
            case 9 -> bytes.nextByte() == 0xFF ? null : put(file, at, 1, bytes.nextByte());
            default -> put(file, at, 1 << bytes.nextByte() % 4, bytes.nextValue());
        };
    }

    /** How many changes an input asks for. */
    static int count(FuzzBytes bytes) {
        return 1 + bytes.nextByte() % MAX_EDITS;
    }

    static byte[] put(byte[] file, int at, int width, long value) {
        byte[] changed = file.clone();
        if (at + width > changed.length) {
            return changed;
        }
        UnsafeBuffer buffer = new UnsafeBuffer(changed);
        switch (width) {
            case 1 -> buffer.putByte(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value, LITTLE_ENDIAN);
            case 4 -> buffer.putInt(at, (int) value, LITTLE_ENDIAN);
            default -> buffer.putLong(at, value, LITTLE_ENDIAN);
        }
        return changed;
    }

    private static byte[] zeroed(byte[] file, int at, int length) {
        byte[] changed = file.clone();
        Arrays.fill(changed, at, at + length, (byte) 0);
        return changed;
    }

    private static byte[] without(byte[] file, int at, int length) {
        byte[] changed = new byte[file.length - length];
        System.arraycopy(file, 0, changed, 0, at);
        System.arraycopy(file, at + length, changed, at, changed.length - at);
        return changed;
    }

    private static byte[] inserted(byte[] file, int at, FuzzBytes bytes) {
        byte[] between = new byte[bytes.below(MAX_INSERTED)];
        for (int i = 0; i < between.length; i++) {
            between[i] = (byte) bytes.nextByte();
        }
        byte[] changed = new byte[file.length + between.length];
        System.arraycopy(file, 0, changed, 0, at);
        System.arraycopy(between, 0, changed, at, between.length);
        System.arraycopy(file, at, changed, at + between.length, file.length - at);
        return changed;
    }

    private static byte[] moved(byte[] file, int at, int length, int to) {
        byte[] changed = file.clone();
        System.arraycopy(file, at, changed, to, Math.min(length, file.length - to));
        return changed;
    }
}

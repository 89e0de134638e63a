package io.pelton.sql.function;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * String functions over slices; positions are 1-based and count code points. A function with an {@code out} register
 * may leave a view of its input there. Any thread, with registers of its own.
 */
public final class Strings {

    private Strings() {
    }

    public static boolean equal(Slice left, Slice right) {
        int length = left.length;
        if (length != right.length) {
            return false;
        }
        return regionEquals(left, 0, right, length);
    }

    /** Compares bytes as unsigned, which is the order of code points. */
    public static int compare(Slice left, Slice right) {
        return compare(left.buffer, left.offset, left.length, right.buffer, right.offset, right.length);
    }

    public static int compare(
            DirectBuffer left, int leftOffset, int leftLength, DirectBuffer right, int rightOffset, int rightLength) {
        int common = Math.min(leftLength, rightLength);
        for (int i = 0; i < common; i++) {
            int difference = (left.getByte(leftOffset + i) & 0xFF) - (right.getByte(rightOffset + i) & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return leftLength - rightLength;
    }

    private static boolean regionEquals(Slice text, int at, Slice part, int length) {
        DirectBuffer left = text.buffer;
        DirectBuffer right = part.buffer;
        int leftOffset = text.offset + at;
        int rightOffset = part.offset;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (left.getLong(leftOffset + i) != right.getLong(rightOffset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (left.getByte(leftOffset + i) != right.getByte(rightOffset + i)) {
                return false;
            }
        }
        return true;
    }

    public static boolean startsWith(Slice text, Slice part) {
        return part.length <= text.length && regionEquals(text, 0, part, part.length);
    }

    public static boolean endsWith(Slice text, Slice part) {
        return part.length <= text.length && regionEquals(text, text.length - part.length, part, part.length);
    }

    /** Byte offset of {@code part} in {@code text} from byte {@code from}, or -1. */
    static int indexOf(Slice text, Slice part, int from) {
        int last = text.length - part.length;
        for (int i = from; i <= last; i++) {
            if (regionEquals(text, i, part, part.length)) {
                return i;
            }
        }
        return -1;
    }

    /** POSITION(part IN text): 1-based, 0 when absent, 1 for an empty part. */
    public static int position(Slice part, Slice text) {
        int at = indexOf(text, part, 0);
        if (at < 0) {
            return 0;
        }
        int count = 1;
        for (int i = 0; i < at; i++) {
            if ((text.at(i) & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }

    /**
     * SUBSTRING(text FROM start [FOR count]); {@code count} Integer.MAX_VALUE for none. 0 counts as 1, negative from
     * the end.
     */
    public static void substring(Slice text, int start, int count, Slice out) {
        if (count <= 0) {
            out.wrap(text.buffer, text.offset, 0);
            return;
        }
        long first = start > 0 ? start - 1L : start == 0 ? 0 : Utf8.characters(text) + (long) start;
        long end = first + count;
        if (end <= 0) {
            out.wrap(text.buffer, text.offset, 0);
            return;
        }
        int from = Utf8.offsetOf(text, (int) Math.max(0, first));
        int to = end >= Integer.MAX_VALUE ? text.length : Utf8.offsetOf(text, (int) end);
        out.wrap(text.buffer, text.offset + from, to - from);
    }

    /** LEFT(text, count): empty for a negative count. */
    public static void left(Slice text, int count, Slice out) {
        out.wrap(text.buffer, text.offset, count <= 0 ? 0 : Utf8.offsetOf(text, count));
    }

    /** CHAR(n): cut or padded with blanks to exactly {@code characters}. */
    public static void fit(Slice text, int characters, Slice out) {
        int missing = characters - Utf8.characters(text);
        if (missing <= 0) {
            left(text, characters, out);
            return;
        }
        MutableDirectBuffer target = out.begin(text.length + missing);
        target.putBytes(0, text.buffer, text.offset, text.length);
        target.setMemory(text.length, missing, (byte) ' ');
        out.finish(text.length + missing);
    }

    /** RIGHT(text, count): empty for a negative count. */
    public static void right(Slice text, int count, Slice out) {
        int characters = Utf8.characters(text);
        int from = count <= 0 ? text.length : Utf8.offsetOf(text, Math.max(0, characters - count));
        out.wrap(text.buffer, text.offset + from, text.length - from);
    }

    /** Removes the characters of {@code set} at the ends asked for. */
    public static void trim(Slice text, Slice set, boolean leading, boolean trailing, Slice out) {
        int from = 0;
        int to = text.length;
        while (leading && from < to && contains(set, text, from)) {
            from += Utf8.width(text.at(from));
        }
        while (trailing && to > from) {
            int last = to - 1;
            while (last > from && (text.at(last) & 0xC0) == 0x80) {
                last--;
            }
            if (!contains(set, text, last)) {
                break;
            }
            to = last;
        }
        out.wrap(text.buffer, text.offset + from, Math.max(0, to - from));
    }

    private static boolean contains(Slice set, Slice text, int at) {
        int wanted = Utf8.codePoint(text, at);
        int i = 0;
        while (i < set.length) {
            if (Utf8.codePoint(set, i) == wanted) {
                return true;
            }
            i += Utf8.width(set.at(i));
        }
        return false;
    }

    /** Starts a concatenation; then {@link #append}; then {@link Slice#finish(int)} with the length reached. */
    public static int append(Slice out, int length, Slice part) {
        int end = length + part.length;
        if (length == 0) {
            out.begin(end).putBytes(0, part.buffer, part.offset, part.length);
            return end;
        }
        appendKeeping(out, length, part, end);
        return end;
    }

    private static void appendKeeping(Slice out, int length, Slice part, int end) {
        MutableDirectBuffer before = out.begin(length);
        MutableDirectBuffer after = out.begin(end);
        if (after != before) {
            after.putBytes(0, before, 0, length);
        }
        after.putBytes(length, part.buffer, part.offset, part.length);
    }

    public static void replace(Slice text, Slice part, Slice replacement, Slice out) {
        int found = part.length == 0 ? -1 : indexOf(text, part, 0);
        if (found < 0) {
            out.set(text);
            return;
        }
        int matches = 0;
        for (int i = found; i >= 0; i = indexOf(text, part, i + part.length)) {
            matches++;
        }
        MutableDirectBuffer target = out.begin(text.length + matches * (replacement.length - part.length));
        int from = 0;
        int to = 0;
        for (int i = found; i >= 0; i = indexOf(text, part, from)) {
            target.putBytes(to, text.buffer, text.offset + from, i - from);
            to += i - from;
            target.putBytes(to, replacement.buffer, replacement.offset, replacement.length);
            to += replacement.length;
            from = i + part.length;
        }
        target.putBytes(to, text.buffer, text.offset + from, text.length - from);
        out.finish(to + text.length - from);
    }

    /** SPLIT_INDEX; false (NULL) when there is no such part. */
    public static boolean splitIndex(Slice text, Slice separator, int index, Slice out) {
        if (index < 0 || text.length == 0 || separator.length < 0) {
            return false;
        }
        int from = 0;
        for (int i = 0; i < index; i++) {
            int next = separator.length == 0 ? -1 : indexOf(text, separator, from);
            if (next < 0) {
                return false;
            }
            from = next + separator.length;
        }
        int end = separator.length == 0 ? -1 : indexOf(text, separator, from);
        out.wrap(text.buffer, text.offset + from, (end < 0 ? text.length : end) - from);
        return true;
    }

    /**
     * A separator given as a character code, for SPLIT_INDEX: out of 1..255 it gives NULL, said by a negative length.
     */
    public static Slice character(int code, Slice out) {
        MutableDirectBuffer target = out.begin(2);
        out.finish(code < 1 || code > 255 ? -1 : Utf8.put(target, 0, code));
        return out;
    }

    /** LPAD (or RPAD); false (NULL) for a negative length or an empty pad. */
    public static boolean pad(Slice text, int characters, Slice pad, boolean atLeft, Slice out) {
        if (characters < 0 || pad.length == 0) {
            return false;
        }
        int have = Utf8.characters(text);
        if (have >= characters) {
            out.wrap(text.buffer, text.offset, Utf8.offsetOf(text, characters));
            return true;
        }
        int missing = characters - have;
        int padCharacters = Utf8.characters(pad);
        int rest = Utf8.offsetOf(pad, missing % padCharacters);
        long padBytes = (long) (missing / padCharacters) * pad.length + rest;
        if (padBytes + text.length > Slice.MAX_BYTES) {
            throw RowFailure.RESULT_TOO_LONG;
        }
        MutableDirectBuffer target = out.begin((int) padBytes + text.length);
        int at = atLeft ? 0 : text.length;
        int padEnd = at + (int) padBytes;
        while (at + pad.length <= padEnd) {
            target.putBytes(at, pad.buffer, pad.offset, pad.length);
            at += pad.length;
        }
        target.putBytes(at, pad.buffer, pad.offset, padEnd - at);
        target.putBytes(atLeft ? (int) padBytes : 0, text.buffer, text.offset, text.length);
        out.finish((int) padBytes + text.length);
        return true;
    }

    public static void repeat(Slice text, int times, Slice out) {
        long bytes = (long) text.length * Math.max(0, times);
        if (bytes > Slice.MAX_BYTES) {
            throw RowFailure.RESULT_TOO_LONG;
        }
        MutableDirectBuffer target = out.begin((int) bytes);
        for (int at = 0; at < bytes; at += text.length) {
            target.putBytes(at, text.buffer, text.offset, text.length);
        }
        out.finish((int) bytes);
    }

    public static void reverse(Slice text, Slice out) {
        MutableDirectBuffer target = out.begin(text.length);
        int at = 0;
        while (at < text.length) {
            int width = Math.min(Utf8.width(text.at(at)), text.length - at);
            target.putBytes(text.length - at - width, text.buffer, text.offset + at, width);
            at += width;
        }
        out.finish(text.length);
    }

    /** ASCII(text): the first byte, 0 for an empty string. */
    public static int ascii(Slice text) {
        return text.length == 0 ? 0 : text.at(0);
    }

    /** CHR(code): the character with the low 8 bits of the code; empty for a negative one. */
    public static void chr(long code, Slice out) {
        MutableDirectBuffer target = out.begin(2);
        out.finish(code < 0 ? 0 : Utf8.put(target, 0, (int) (code & 0xFF)));
    }

    /** HEX of a number: upper-case digits of the two's complement. */
    public static void hex(long value, Slice out) {
        int digits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 3) / 4);
        MutableDirectBuffer target = out.begin(digits);
        for (int i = 0; i < digits; i++) {
            target.putByte(i, hexDigit((int) (value >>> (digits - 1 - i) * 4)));
        }
        out.finish(digits);
    }

    /** HEX of a string: two upper-case digits per byte. */
    public static void hex(Slice text, Slice out) {
        MutableDirectBuffer target = out.begin(text.length * 2);
        for (int i = 0; i < text.length; i++) {
            target.putByte(i * 2, hexDigit(text.at(i) >> 4));
            target.putByte(i * 2 + 1, hexDigit(text.at(i)));
        }
        out.finish(text.length * 2);
    }

    private static byte hexDigit(int value) {
        int digit = value & 15;
        return (byte) (digit < 10 ? '0' + digit : 'A' + digit - 10);
    }
}

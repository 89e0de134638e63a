package io.pelton.connectors.format;

/** Takes the escapes out of JSON strings, into a scratch array that is used again. One thread. */
final class JsonStrings {
    private final byte[] scratch = new byte[1 << 16];
    private int length;

    byte[] bytes() {
        return scratch;
    }

    int length() {
        return length;
    }

    /** Unescapes a string's inside to UTF-8; false for a bad escape or half a surrogate pair. */
    boolean unescape(byte[] bytes, int from, int to) {
        int at = 0;
        int i = from;
        while (i < to) {
            byte each = bytes[i++];
            if (each != '\\') {
                scratch[at++] = each;
                continue;
            }
            byte escape = bytes[i++];
            if (escape != 'u') {
                int plain = plain(escape);
                if (plain < 0) {
                    return false;
                }
                scratch[at++] = (byte) plain;
                continue;
            }
            int unit = hex(bytes, i, to);
            i += 4;
            if (unit >= 0xD800 && unit < 0xDC00 && i + 6 <= to && bytes[i] == '\\' && bytes[i + 1] == 'u') {
                int second = hex(bytes, i + 2, to);
                if (second < 0xDC00 || second > 0xDFFF) {
                    return false;
                }
                i += 6;
                at = Utf8.put(scratch, at, Character.toCodePoint((char) unit, (char) second));
            } else if (unit < 0 || unit >= 0xD800 && unit <= 0xDFFF) {
                return false;
            } else {
                at = Utf8.put(scratch, at, unit);
            }
        }
        length = at;
        return true;
    }

    /** Copies an object or array without the blanks between its tokens. */
    void compact(byte[] bytes, int from, int to) {
        int at = 0;
        boolean isInside = false;
        for (int i = from; i < to; i++) {
            byte each = bytes[i];
            if (isInside) {
                scratch[at++] = each;
                if (each == '\\') {
                    scratch[at++] = bytes[++i];
                } else if (each == '"') {
                    isInside = false;
                }
            } else if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                scratch[at++] = each;
                isInside = each == '"';
            }
        }
        length = at;
    }

    private static int plain(byte escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static int hex(byte[] bytes, int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}

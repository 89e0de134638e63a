package io.pelton.sql.function;

/** LIKE by stepping back to the last {@code %}: no pattern object, no recursion. Any thread. */
public final class Like {

    private Like() {
    }

    /** {@code escape} is an ASCII character, or -1 for none. */
    public static boolean matches(Slice text, Slice pattern, int escape) {
        int at = 0;
        int p = 0;
        int retryText = -1;
        int retryPattern = -1;
        while (at < text.length) {
            int next = step(text, at, pattern, p, escape);
            if (next == MANY) {
                p++;
                retryPattern = p;
                retryText = at;
            } else if (next != MISMATCH) {
                p = next;
                at += Utf8.width(text.at(at));
            } else if (retryPattern >= 0) {
                retryText += Utf8.width(text.at(retryText));
                at = retryText;
                p = retryPattern;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern.at(p) == '%' && escape != '%') {
            p++;
        }
        return p == pattern.length;
    }

    private static final int MISMATCH = -1;
    private static final int MANY = -2;

    /**
     * Offset in the pattern behind the character that matches the one at {@code at}, {@link #MANY} for %, or {@link
     * #MISMATCH}.
     */
    private static int step(Slice text, int at, Slice pattern, int p, int escape) {
        if (p >= pattern.length) {
            return MISMATCH;
        }
        int character = pattern.at(p);
        if (escape >= 0 && character == escape) {
            if (p + 1 >= pattern.length) {
                throw RowFailure.BAD_FORMAT;
            }
            return literal(text, at, pattern, p + 1);
        }
        if (character == '%') {
            return MANY;
        }
        return character == '_' ? p + 1 : literal(text, at, pattern, p);
    }

    private static int literal(Slice text, int at, Slice pattern, int p) {
        return Utf8.codePoint(text, at) == Utf8.codePoint(pattern, p) ? p + Utf8.width(pattern.at(p)) : MISMATCH;
    }
}

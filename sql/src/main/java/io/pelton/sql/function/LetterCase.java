package io.pelton.sql.function;

import java.util.Locale;
import org.agrona.MutableDirectBuffer;

/**
 * UPPER, LOWER, INITCAP. ASCII, Latin, Greek and Cyrillic letters are mapped one by one; the few texts in which a
 * letter becomes two or depends on its neighbours go through String, as {@link AllocatingFunctions} says. Any thread.
 */
public final class LetterCase {
    private static final int LAST_SIMPLE = 0x530;

    private LetterCase() {
    }

    public static void upper(Slice text, Slice out) {
        MutableDirectBuffer target = out.begin(text.length * 2);
        int to = 0;
        int at = 0;
        while (at < text.length) {
            byte first = text.at(at);
            if (first >= 0) {
                target.putByte(to++, (byte) (first >= 'a' && first <= 'z' ? first - 32 : first));
                at++;
                continue;
            }
            int codePoint = Utf8.codePoint(text, at);
            if (!isSimpleUpper(codePoint)) {
                out.set(text.toString().toUpperCase(Locale.ROOT));
                return;
            }
            to += Utf8.put(target, to, Character.toUpperCase(codePoint));
            at += Utf8.width(first);
        }
        out.finish(to);
    }

    public static void lower(Slice text, Slice out) {
        MutableDirectBuffer target = out.begin(text.length * 2);
        int to = 0;
        int at = 0;
        while (at < text.length) {
            byte first = text.at(at);
            if (first >= 0) {
                target.putByte(to++, (byte) (first >= 'A' && first <= 'Z' ? first + 32 : first));
                at++;
                continue;
            }
            int codePoint = Utf8.codePoint(text, at);
            if (codePoint >= LAST_SIMPLE || codePoint == 0x130 || codePoint == 0x3A3) {
                out.set(text.toString().toLowerCase(Locale.ROOT));
                return;
            }
            to += Utf8.put(target, to, Character.toLowerCase(codePoint));
            at += Utf8.width(first);
        }
        out.finish(to);
    }

    private static boolean isSimpleUpper(int codePoint) {
        return codePoint < LAST_SIMPLE && codePoint != 0xDF && codePoint != 0x149 && codePoint != 0x1F0
                && codePoint != 0x390 && codePoint != 0x3B0;
    }

    /**
     * First letter of each run of ASCII letters and digits upper, the rest lower; other characters stay and end a run.
     */
    public static void initcap(Slice text, Slice out) {
        MutableDirectBuffer target = out.begin(text.length);
        boolean inside = false;
        for (int i = 0; i < text.length; i++) {
            byte character = text.at(i);
            boolean isUpper = character >= 'A' && character <= 'Z';
            boolean isLower = character >= 'a' && character <= 'z';
            if (inside && isUpper) {
                target.putByte(i, (byte) (character + 32));
            } else if (!inside && isLower) {
                target.putByte(i, (byte) (character - 32));
            } else {
                target.putByte(i, character);
            }
            inside = isUpper || isLower || character >= '0' && character <= '9';
        }
        out.finish(text.length);
    }
}

package io.pelton.sql.function;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The functions that make objects per row: regular expressions, digests, JSON, unusual time formats, FLOAT as text.
 * Everything else allocates nothing; {@code check} names the statements that use one of these. Any thread.
 */
public final class AllocatingFunctions {

    private AllocatingFunctions() {
    }

    /** Throws RowFailure for a pattern that isn't a regular expression. */
    public static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException failure) {
            throw RowFailure.BAD_FORMAT;
        }
    }

    public static boolean contains(Slice text, Pattern pattern) {
        return pattern.matcher(text.toString()).find();
    }

    public static boolean matches(Slice text, Pattern pattern) {
        return pattern.matcher(text.toString()).matches();
    }

    public static boolean regexp(Slice text, Slice regex) {
        return contains(text, pattern(regex.toString()));
    }

    /** REGEXP_EXTRACT; false (NULL) when nothing matches or there is no such group. */
    public static boolean regexpExtract(Slice text, Pattern pattern, int group, Slice out) {
        Matcher matcher = pattern.matcher(text.toString());
        if (group < 0 || group > matcher.groupCount() || !matcher.find() || matcher.group(group) == null) {
            return false;
        }
        out.set(matcher.group(group));
        return true;
    }

    /** REGEXP_REPLACE; the replacement is plain text. */
    public static boolean regexpReplace(Slice text, Pattern pattern, Slice replacement, Slice out) {
        out.set(pattern.matcher(text.toString()).replaceAll(Matcher.quoteReplacement(replacement.toString())));
        return true;
    }

    /** MD5, SHA1, SHA256 as lower-case hex. */
    public static void digest(String algorithm, Slice text, Slice out) {
        byte[] bytes = new byte[text.length];
        text.buffer.getBytes(text.offset, bytes);
        try {
            out.set(HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes)));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("this JDK lacks a digest that every JDK must have: algorithm=" + algorithm,
                    failure);
        }
    }

    /** SIMILAR TO pattern → regular expression: % and _ as in LIKE; | * + ? {} () [] mean the same. */
    public static String similarToRegex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            switch (character) {
                case '%' -> regex.append("(?s:.*)");
                case '_' -> regex.append("(?s:.)");
                case '.', '\\', '^', '$' -> regex.append('\\').append(character);
                default -> regex.append(character);
            }
        }
        return regex.toString();
    }

    /** CONVERT_TZ of {@code yyyy-MM-dd HH:mm:ss}; false (NULL) when it isn't a timestamp. */
    public static boolean convertZone(Slice text, LocalZone from, LocalZone to, Slice out) {
        long local = TimeText.timestampMs(text);
        if (local == CalendarTime.NONE) {
            return false;
        }
        TimeText.printTimestamp(to.toLocal(from.toInstant(local)), 0, 0, out);
        return true;
    }

    /** Throws IllegalArgumentException when there is no such zone. */
    public static void checkZone(String id) {
        try {
            ZoneId.of(id);
        } catch (DateTimeException failure) {
            throw new IllegalArgumentException("unknown time zone, write for example Europe/Berlin: zone=" + id,
                    failure);
        }
    }
}

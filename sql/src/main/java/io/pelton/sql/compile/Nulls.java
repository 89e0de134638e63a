package io.pelton.sql.compile;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When a value is NULL: if any of some bits of the row's null words is set, or any of some boolean locals is true.
 * Strict functions merge the conditions of their operands, so a condition over five columns costs one mask.
 */
record Nulls(boolean isAlways, SortedMap<String, Long> words, SortedSet<String> flags) {
    static final Nulls NEVER = new Nulls(false, new TreeMap<>(), new TreeSet<>());
    static final Nulls ALWAYS = new Nulls(true, new TreeMap<>(), new TreeSet<>());

    static Nulls bit(String word, long mask) {
        SortedMap<String, Long> words = new TreeMap<>();
        words.put(word, mask);
        return new Nulls(false, words, new TreeSet<>());
    }

    /** A boolean local, which is true for NULL. */
    static Nulls flag(String local) {
        SortedSet<String> flags = new TreeSet<>();
        flags.add(local);
        return new Nulls(false, new TreeMap<>(), flags);
    }

    Nulls or(Nulls other) {
        if (isAlways || other.isAlways) {
            return ALWAYS;
        }
        SortedMap<String, Long> mergedWords = new TreeMap<>(words);
        other.words.forEach((word, mask) -> mergedWords.merge(word, mask, (a, b) -> a | b));
        SortedSet<String> mergedFlags = new TreeSet<>(flags);
        mergedFlags.addAll(other.flags);
        return new Nulls(false, mergedWords, mergedFlags);
    }

    boolean isNever() {
        return !isAlways && words.isEmpty() && flags.isEmpty();
    }

    /** Java condition: the value is NULL. */
    String code() {
        if (isAlways) {
            return "true";
        }
        if (isNever()) {
            return "false";
        }
        StringBuilder text = new StringBuilder();
        words.forEach((word, mask) -> add(text, " || ", "(" + word + " & " + literal(mask) + ") != 0L"));
        flags.forEach(flag -> add(text, " || ", flag));
        return words.size() + flags.size() == 1 ? text.toString() : "(" + text + ")";
    }

    /** Java condition: the value is not NULL. */
    String notCode() {
        if (isAlways) {
            return "false";
        }
        if (isNever()) {
            return "true";
        }
        StringBuilder text = new StringBuilder();
        words.forEach((word, mask) -> add(text, " && ", "(" + word + " & " + literal(mask) + ") == 0L"));
        flags.forEach(flag -> add(text, " && ", "!" + flag));
        return text.toString();
    }

    private static void add(StringBuilder text, String separator, String part) {
        text.append(text.isEmpty() ? "" : separator).append(part);
    }

    private static String literal(long mask) {
        return mask >= 0 && mask < 1 << 16 ? mask + "L" : "0x" + Long.toHexString(mask) + "L";
    }
}

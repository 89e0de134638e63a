package io.pelton.tools.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run has left outside: the sinks' visible parts and the dead letters. */
final class Outputs {
    private static final int SHOWN = 100;

    private Outputs() {
    }

    /** The visible parts of a sink's folder, in the order of their names. */
    static String sink(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> parts = files.filter(part -> !part.getFileName().toString().startsWith(".")).sorted().toList();
            for (Path part : parts) {
                all.append(new String(Files.readAllBytes(part), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    /** The dead letters of a state folder, without the two sequences, which depend on when ticks came. */
    static String deadLetters(Path state) throws IOException {
        StringBuilder all = new StringBuilder();
        Path folder = state.resolve("dead-letters");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    all.append(Files.readString(file).replaceAll("\"(sequence|cause)\":\\d+,", ""));
                }
            }
        }
        return all.toString();
    }

    static String sorted(String lines) {
        List<String> all = new ArrayList<>(lines.lines().toList());
        all.sort(null);
        return String.join("\n", all);
    }

    /** Fails with the place of the first difference. */
    static void requireEqual(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new FaultFoundException(what + ": expected " + expected.length() + " characters, found "
                    + actual.length() + "; " + firstDifference(expected, actual));
        }
    }

    /** As {@link #requireEqual}, for a run that was stopped before its end. */
    static void requirePrefix(String what, String expected, String actual) {
        if (!expected.startsWith(actual)) {
            throw new FaultFoundException(what + ": not the beginning of what an undisturbed run writes; "
                    + firstDifference(expected, actual));
        }
    }

    private static String firstDifference(String expected, String actual) {
        int at = 0;
        while (at < Math.min(expected.length(), actual.length()) && expected.charAt(at) == actual.charAt(at)) {
            at++;
        }
        return "first difference at " + at + "\n  expected: " + excerpt(expected, at) + "\n  found:    "
                + excerpt(actual, at);
    }

    private static String excerpt(String text, int at) {
        int from = Math.max(0, at - SHOWN);
        return text.substring(from, Math.min(text.length(), at + SHOWN)).replace("\n", "\\n");
    }
}

package io.pelton.sql.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** A script with its name and its lines. Immutable. */
public final class SourceText {
    private final String name;
    private final String text;
    private final List<Integer> lineStarts = new ArrayList<>();

    public SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        lineStarts.add(0);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                lineStarts.add(i + 1);
            }
        }
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The place of the characters from {@code start} up to {@code end}. */
    public Position position(int start, int end) {
        int line = 1;
        while (line < lineStarts.size() && lineStarts.get(line) <= start) {
            line++;
        }
        return new Position(line, start - lineStarts.get(line - 1) + 1, Math.max(1, end - start));
    }

    /** Offset of a place; a place behind the end is the end. */
    public int offset(int line, int column) {
        if (line > lineStarts.size()) {
            return text.length();
        }
        return Math.min(text.length(), lineStarts.get(Math.max(1, line) - 1) + Math.max(1, column) - 1);
    }

    /** A line without its end, from 1; empty behind the end. */
    public String line(int number) {
        if (number < 1 || number > lineStarts.size()) {
            return "";
        }
        int start = lineStarts.get(number - 1);
        int end = number < lineStarts.size() ? lineStarts.get(number) - 1 : text.length();
        String line = text.substring(start, end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}

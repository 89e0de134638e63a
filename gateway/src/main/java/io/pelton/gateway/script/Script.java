package io.pelton.gateway.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A SQL script of one or several files ({@code tables.sql rules.sql}), read in order as if they were one. Immutable.
 */
public final class Script {
    private final List<Part> parts;

    private Script(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A script that is not in a file; {@code name} stands in messages and names the dead-letter file. */
    public static Script ofText(String name, String text) {
        return new Script(List.of(new Part(name, text, 1)));
    }

    /**
     * Reads the files.
     *
     * @throws IOException when one can't be read; the message names it
     */
    public static Script ofFiles(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a script needs at least one file");
        }
        List<Part> parts = new ArrayList<>();
        int line = 1;
        for (Path file : files) {
            Part part = new Part(file.toString(), read(file), line);
            parts.add(part);
            line += part.lines();
        }
        return new Script(parts);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException("no such script: file=" + file, e);
        } catch (IOException e) {
            throw new IOException("the script can't be read as UTF-8 text: file=" + file + " cause=" + e, e);
        }
    }

    /** The last file's name without folder and ending: {@code rules} of {@code tables.sql rules.sql}. */
    public String name() {
        String file = parts.get(parts.size() - 1).name();
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    /** All files' text, a line end between two. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.text());
            if (!part.text().endsWith("\n")) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** The file in which line {@code line} (1 …) of {@link #text()} stands. */
    public String fileAt(int line) {
        return partAt(line).name();
    }

    /** The number in its own file of line {@code line} of {@link #text()}. */
    public int lineInFile(int line) {
        return line - partAt(line).firstLine() + 1;
    }

    private Part partAt(int line) {
        Part found = parts.get(0);
        for (Part part : parts) {
            if (part.firstLine() <= line) {
                found = part;
            }
        }
        return found;
    }

    private record Part(String name, String text, int firstLine) {

        int lines() {
            int ends = (int) text.chars().filter(c -> c == '\n').count();
            return text.endsWith("\n") ? ends : ends + 1;
        }
    }
}

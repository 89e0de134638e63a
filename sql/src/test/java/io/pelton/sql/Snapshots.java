package io.pelton.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Expected texts beside the tests: blocks of {@code ### name}, input, {@code ---}, output. */
final class Snapshots {
    private Snapshots() {
    }

    /** One expectation. */
    record Block(String name, String input, String output) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Block> blocks(String resource) {
        List<Block> blocks = new ArrayList<>();
        for (String part : text(resource).split("(?m)^### ")) {
            if (!part.isBlank()) {
                int name = part.indexOf('\n');
                int cut = part.indexOf("\n---\n");
                blocks.add(new Block(part.substring(0, name), part.substring(name + 1, cut),
                        part.substring(cut + 5).stripTrailing()));
            }
        }
        return blocks;
    }

    static String text(String resource) {
        try (InputStream in = Snapshots.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

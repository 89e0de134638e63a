package io.pelton.journal.state;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.CorruptJournalException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the manifest says that a state folder must hold, so that a file that is missing, or an old copy of one, is
 * noticed. Written when a journal opens, when a snapshot is installed, before pruning, when a sink opens, and when an
 * override is recorded; what is there may always be more.
 *
 * @param input     base sequence of the oldest and number of the newest segment of the input journal
 * @param output    the same of the output journal
 * @param snapshots the newest ones installed, by file name
 * @param cursors   output sequence that the cursor file had for good, by file name
 * @param overrides records in the override log
 */
public record Holdings(
        Segments input, Segments output, SortedMap<String, Point> snapshots, SortedMap<String, Long> cursors,
        int overrides) {

    private static final String INPUT = "held.input";
    private static final String OUTPUT = "held.output";
    private static final String SNAPSHOT_PREFIX = "held.snapshot.";
    private static final String CURSOR_PREFIX = "held.cursor.";
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String OVERRIDES = "held.overrides";

    /** What is known of a journal's files. */
    public record Segments(long baseSequence, int newest) {
        public static final Segments UNKNOWN = new Segments(BlockLayout.NO_SEQUENCE, 0);
    }

    /** The point that a snapshot stands for. */
    public record Point(long inputSequence, long outputSequence) {
    }

    public Holdings {
        snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
        cursors = Collections.unmodifiableSortedMap(new TreeMap<>(cursors));
    }

    /**
     * What this manifest says; what it doesn't say is unknown.
     *
     * @throws CorruptJournalException when an entry names no file of the folder, or its numbers are none
     */
    public static Holdings of(Manifest manifest) {
        final SortedMap<String, Point> snapshots = new TreeMap<>();
        final SortedMap<String, Long> cursors = new TreeMap<>();
        manifest.entries().forEach((key, value) -> {
            if (key.startsWith(SNAPSHOT_PREFIX)) {
                final long[] point = numbers(key, value, 2);
                snapshots.put(fileName(key, SNAPSHOT_PREFIX), new Point(point[0], point[1]));
            } else if (key.startsWith(CURSOR_PREFIX)) {
                cursors.put(fileName(key, CURSOR_PREFIX), numbers(key, value, 1)[0]);
            }
        });
        return new Holdings(segments(manifest, INPUT), segments(manifest, OUTPUT), snapshots, cursors,
                (int) manifest.number(OVERRIDES, 0));
    }

    private static Segments segments(Manifest manifest, String key) {
        final String value = manifest.entries().get(key);
        if (value == null) {
            return Segments.UNKNOWN;
        }
        final long[] parts = numbers(key, value, 2);
        return new Segments(parts[0], (int) parts[1]);
    }

    private static String fileName(String key, String prefix) {
        final String name = key.substring(prefix.length());
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
            throw Manifest.badEntry(key, name, null);
        }
        return name;
    }

    private static long[] numbers(String key, String value, int count) {
        try {
            final long[] numbers = COMMA.splitAsStream(value).mapToLong(Long::parseLong).toArray();
            if (numbers.length == count) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            throw Manifest.badEntry(key, value, e);
        }
        throw Manifest.badEntry(key, value, null);
    }

    public Holdings withInput(Segments segments) {
        return new Holdings(segments, output, snapshots, cursors, overrides);
    }

    public Holdings withOutput(Segments segments) {
        return new Holdings(input, segments, snapshots, cursors, overrides);
    }

    public Holdings withSnapshots(SortedMap<String, Point> points) {
        return new Holdings(input, output, points, cursors, overrides);
    }

    public Holdings withCursors(SortedMap<String, Long> positions) {
        return new Holdings(input, output, snapshots, positions, overrides);
    }

    public Holdings withOverrides(int count) {
        return new Holdings(input, output, snapshots, cursors, count);
    }

    /** The same manifest, saying this instead. */
    public Manifest in(Manifest manifest) {
        final SortedMap<String, String> entries = new TreeMap<>(manifest.entries());
        entries.keySet().removeIf(key -> key.startsWith(SNAPSHOT_PREFIX) || key.startsWith(CURSOR_PREFIX));
        entries.put(INPUT, input.baseSequence() + "," + input.newest());
        entries.put(OUTPUT, output.baseSequence() + "," + output.newest());
        entries.put(OVERRIDES, Integer.toString(overrides));
        snapshots.forEach((name, point) ->
                entries.put(SNAPSHOT_PREFIX + name, point.inputSequence() + "," + point.outputSequence()));
        cursors.forEach((name, sequence) -> entries.put(CURSOR_PREFIX + name, Long.toString(sequence)));
        return manifest.withEntries(entries);
    }
}

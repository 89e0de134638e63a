package io.pelton.journal.state;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The override log of a state folder: what recovery and every replay read first. Append-only text, a record a line;
 * each line's checksum continues the one before and is seeded with the input journal's id. Stateless; whoever holds
 * the folder's lock appends.
 *
 * <pre>
 *   ACCEPTED_LOSS journal=input first=1000 last=2999 outputs=4711 epochMs=1764000000000 crc32c=0a1b2c3d why
 * </pre>
 */
public final class OverrideLog {
    public static final String FILE = "OVERRIDES";
    private static final int MAX_BYTES = 16 << 20;
    private static final Pattern LINE = Pattern.compile("(ACCEPTED_LOSS|SKIPPED_INPUT) journal=(input|output)"
            + " first=(-?\\d{1,18}) last=(-?\\d{1,18}) outputs=(-?\\d{1,18}) epochMs=(-?\\d{1,18})"
            + " crc32c=([0-9a-f]{8}) (.*)");
    private static final int TEXT_GROUP = 8;

    private OverrideLog() {
    }

    /**
     * What a log says.
     *
     * @param records   the good ones, oldest first
     * @param goodBytes where they end
     * @param badBytes  bytes behind that are no record
     * @param isTorn    those are the unfinished end of one record: it never counted
     */
    public record Content(List<OverrideRecord> records, long goodBytes, long badBytes, boolean isTorn) {

        /** True when something that may have counted can't be read. */
        public boolean isDamaged() {
            return badBytes > 0 && !isTorn;
        }

        /** Input rows that become dead letters instead of being computed, ascending. */
        public long[] skippedInputs() {
            return records.stream().filter(entry -> entry.kind() == OverrideRecord.Kind.SKIPPED_INPUT)
                    .mapToLong(OverrideRecord::first).sorted().distinct().toArray();
        }

        /** The accepted losses of one journal. */
        public List<OverrideRecord> losses(String journal) {
            return records.stream().filter(entry -> entry.kind() == OverrideRecord.Kind.ACCEPTED_LOSS
                    && entry.journal().equals(journal)).toList();
        }
    }

    /** Reads the log of a folder; one that isn't there is empty. Needs no lock. */
    public static Content read(Path stateDirectory, long inputJournalId) throws IOException {
        final Path file = stateDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return new Content(List.of(), 0, 0, false);
        }
        final long size = Files.size(file);
        if (size > MAX_BYTES) {
            return new Content(List.of(), 0, size, false);
        }
        final byte[] bytes = Files.readAllBytes(file);
        final List<OverrideRecord> records = new ArrayList<>();
        int sum = 0;
        int start = 0;
        int end = lineEnd(bytes, start);
        while (end >= 0) {
            final String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            final Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                break;
            }
            final OverrideRecord entry = record(matcher);
            final int expected = sum(entry, inputJournalId, sum);
            if (!line(entry, expected).equals(line)) {
                break;
            }
            records.add(entry);
            sum = expected;
            start = end + 1;
            end = lineEnd(bytes, start);
        }
        return new Content(List.copyOf(records), start, bytes.length - (long) start, end < 0 && start < bytes.length);
    }

    /** As {@link #read}, refused when a record can't be read: a replay without it would be another one. */
    public static Content require(Path stateDirectory, long inputJournalId) throws IOException {
        final Content content = read(stateDirectory, inputJournalId);
        if (content.isDamaged()) {
            throw new CorruptJournalException("The override log is damaged; restore it from a backup, or let `pelton"
                    + " journal repair` show the choices; file=" + stateDirectory.resolve(FILE) + " position="
                    + content.goodBytes());
        }
        return content;
    }

    /** Adds a record for good; an unfinished one at the end is removed first. */
    static void append(Path stateDirectory, long inputJournalId, OverrideRecord added) throws IOException {
        final Content content = require(stateDirectory, inputJournalId);
        int sum = 0;
        for (final OverrideRecord entry : content.records()) {
            sum = sum(entry, inputJournalId, sum);
        }
        final String line = line(added, sum(added, inputJournalId, sum)) + "\n";
        try (FileChannel channel = FileChannel.open(
                stateDirectory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(content.goodBytes());
            channel.position(content.goodBytes());
            DurableFiles.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        DurableFiles.forceDirectory(stateDirectory);
    }

    /**
     * Makes the decisions that can be read durable before anything rests on them: the process that wrote the last one
     * may have died before its force, or its force may have failed, and then only a new file proves something.
     */
    static void settle(Path stateDirectory, long inputJournalId) throws IOException {
        final Path file = stateDirectory.resolve(FILE);
        final Content content = read(stateDirectory, inputJournalId);
        if (content.goodBytes() > 0 && !content.isDamaged()) {
            DurableFiles.replace(file, Files.readAllBytes(file));
        }
    }

    /** Leaves only what can be read; the caller has kept a copy. */
    public static void cutToReadable(Path stateDirectory, long inputJournalId) throws IOException {
        final Content content = read(stateDirectory, inputJournalId);
        try (FileChannel channel = FileChannel.open(
                stateDirectory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(content.goodBytes());
            channel.force(true);
        }
        DurableFiles.forceDirectory(stateDirectory);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static OverrideRecord record(Matcher matcher) {
        return new OverrideRecord(
                OverrideRecord.Kind.valueOf(matcher.group(1)), matcher.group(2), Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)), Long.parseLong(matcher.group(5)), Long.parseLong(matcher.group(6)),
                matcher.group(TEXT_GROUP));
    }

    private static String line(OverrideRecord entry, int sum) {
        return fields(entry) + " crc32c=" + String.format("%08x", sum) + " " + oneLine(entry.text());
    }

    private static String fields(OverrideRecord entry) {
        return entry.kind() + " journal=" + entry.journal() + " first=" + entry.first() + " last=" + entry.last()
                + " outputs=" + entry.lastOutput() + " epochMs=" + entry.epochMs();
    }

    private static int sum(OverrideRecord entry, long journalId, int before) {
        final byte[] bytes = (fields(entry) + " " + oneLine(entry.text())).getBytes(StandardCharsets.UTF_8);
        return new Crc32c().begin(journalId ^ Integer.toUnsignedLong(before)).update(bytes, 0, bytes.length).value();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    }
}

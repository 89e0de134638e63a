package io.pelton.journal.state;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.Crc32c;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a state folder is: readable text, one {@code key=value} a line, the last line its checksum.
 *
 * @param generation      grows with each writing
 * @param inputJournalId  random, marks all blocks of the input journal
 * @param outputJournalId the same for the output journal
 * @param planHash        hash of the pipeline that the state belongs to
 * @param script          its name, for messages
 * @param epoch           number of starts
 * @param entries         what the engine wants kept beside it, such as the identities of input files
 */
public record Manifest(
        long generation,
        long inputJournalId,
        long outputJournalId,
        String planHash,
        String script,
        int epoch,
        SortedMap<String, String> entries) {

    public static final int FORMAT_VERSION = 1;
    private static final String TITLE = "pelton-manifest=";
    private static final String CRC_KEY = "crc32c=";
    private static final String ENTRY_PREFIX = "entry.";
    private static final String GENERATION = "generation";
    private static final String INPUT_JOURNAL = "input-journal";
    private static final String OUTPUT_JOURNAL = "output-journal";
    private static final String PLAN = "plan";
    private static final String SCRIPT = "script";
    private static final String EPOCH = "epoch";
    private static final Set<String> KEYS = Set.of(GENERATION, INPUT_JOURNAL, OUTPUT_JOURNAL, PLAN, SCRIPT, EPOCH);

    public Manifest {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    public Manifest withEntry(String key, String value) {
        final SortedMap<String, String> changed = new TreeMap<>(entries);
        changed.put(key, value);
        return new Manifest(generation, inputJournalId, outputJournalId, planHash, script, epoch, changed);
    }

    /** The same with these entries instead. */
    public Manifest withEntries(SortedMap<String, String> changed) {
        return new Manifest(generation, inputJournalId, outputJournalId, planHash, script, epoch, changed);
    }

    /**
     * An entry that is a number.
     *
     * @throws CorruptJournalException when it is something else
     */
    public long number(String key, long missing) {
        final String value = entries.get(key);
        try {
            return value == null ? missing : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw badEntry(key, value, e);
        }
    }

    static CorruptJournalException badEntry(String key, String value, NumberFormatException cause) {
        return new CorruptJournalException("The manifest has an entry that can't be, though its checksum is good; "
                + "restore MANIFEST from a backup or start over with --fresh; entry=" + printable(key) + " value="
                + printable(value), cause);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    public Manifest withPlan(String newPlanHash, String newScript) {
        return new Manifest(generation, inputJournalId, outputJournalId, newPlanHash, newScript, epoch, entries);
    }

    Manifest withEpoch(int newEpoch) {
        return new Manifest(generation, inputJournalId, outputJournalId, planHash, script, newEpoch, entries);
    }

    Manifest withGeneration(long newGeneration) {
        return new Manifest(newGeneration, inputJournalId, outputJournalId, planHash, script, epoch, entries);
    }

    byte[] encode() {
        final StringBuilder text = new StringBuilder();
        text.append(TITLE).append(FORMAT_VERSION).append('\n');
        line(text, GENERATION, Long.toString(generation));
        line(text, INPUT_JOURNAL, Long.toHexString(inputJournalId));
        line(text, OUTPUT_JOURNAL, Long.toHexString(outputJournalId));
        line(text, PLAN, planHash);
        line(text, SCRIPT, script);
        line(text, EPOCH, Integer.toString(epoch));
        for (final Map.Entry<String, String> entry : entries.entrySet()) {
            line(text, ENTRY_PREFIX + entry.getKey(), entry.getValue());
        }
        final byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        text.append(CRC_KEY).append(Crc32c.hexOf(body)).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #encode} wrote; null when a bit of it is wrong, or a good checksum covers no manifest. */
    static Manifest decode(byte[] content) {
        try {
            return decodeChecked(content);
        } catch (RuntimeException e) {
            // A checksum of 32 bits can hold by chance, and then a number may not be one.
            return null;
        }
    }

    private static Manifest decodeChecked(byte[] content) {
        final String text = new String(content, StandardCharsets.UTF_8);
        final int crcAt = text.lastIndexOf(CRC_KEY);
        if (crcAt <= 0 || !text.startsWith(TITLE + FORMAT_VERSION + "\n") || text.charAt(crcAt - 1) != '\n') {
            return null;
        }
        final String body = text.substring(0, crcAt);
        final byte[] again = body.getBytes(StandardCharsets.UTF_8);
        return text.substring(crcAt).equals(CRC_KEY + Crc32c.hexOf(again) + "\n") ? ofLines(body.split("\n")) : null;
    }

    private static Manifest ofLines(String[] lines) {
        final Map<String, String> values = new TreeMap<>();
        final SortedMap<String, String> entries = new TreeMap<>();
        for (final String line : lines) {
            final int equals = line.indexOf('=');
            if (equals < 0) {
                return null;
            }
            final String key = unescape(line.substring(0, equals));
            final String value = unescape(line.substring(equals + 1));
            if (key.startsWith(ENTRY_PREFIX)) {
                entries.put(key.substring(ENTRY_PREFIX.length()), value);
            } else {
                values.put(key, value);
            }
        }
        if (!values.keySet().containsAll(KEYS)) {
            return null;
        }
        try {
            return new Manifest(
                    Long.parseLong(values.get(GENERATION)),
                    Long.parseUnsignedLong(values.get(INPUT_JOURNAL), 16),
                    Long.parseUnsignedLong(values.get(OUTPUT_JOURNAL), 16),
                    values.get(PLAN),
                    values.get(SCRIPT),
                    Integer.parseInt(values.get(EPOCH)),
                    entries);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(escape(key)).append('=').append(escape(value)).append('\n');
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("=", "\\e");
    }

    private static String unescape(String value) {
        final StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                plain.append(c);
                continue;
            }
            i++;
            plain.append(switch (value.charAt(i)) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 'e' -> '=';
                default -> value.charAt(i);
            });
        }
        return plain.toString();
    }
}

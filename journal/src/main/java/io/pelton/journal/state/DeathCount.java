package io.pelton.journal.state;

import io.pelton.journal.block.Crc32c;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often in a row the process has ended while it computed one input row. In a small file of the state folder,
 * replaced as a whole and forced.
 *
 * @param cause what the last end looked like, for people
 */
public record DeathCount(long sequence, int count, String cause) {
    public static final String FILE = "DEATHS";
    public static final DeathCount NONE = new DeathCount(OpenRow.IDLE, 0, "");

    private static final int MAX_BYTES = 4096;
    private static final int MAX_CAUSE = 500;
    private static final Pattern TEXT =
            Pattern.compile("sequence=(\\d{1,18})\ncount=(\\d{1,9})\ncause=(.*)\ncrc32c=([0-9a-f]{8})\n");
    private static final int CRC_GROUP = 4;

    /** What the folder says; a file that is damaged says nothing. */
    public static DeathCount read(Path stateDirectory) throws IOException {
        final Path file = stateDirectory.resolve(FILE);
        if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
            return NONE;
        }
        final Matcher matcher = TEXT.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        if (!matcher.matches()) {
            return NONE;
        }
        final DeathCount found = new DeathCount(
                Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3));
        return sum(found.body()).equals(matcher.group(CRC_GROUP)) ? found : NONE;
    }

    /** One more at this row; the first one when the last was at another. */
    public DeathCount plus(long at, String how) {
        final String line = how.replaceAll("\\p{Cntrl}+", " ");
        return new DeathCount(at, at == sequence ? count + 1 : 1,
                line.length() > MAX_CAUSE ? line.substring(0, MAX_CAUSE) : line);
    }

    /** Makes it durable; {@link #NONE} removes the file. */
    public void write(Path stateDirectory) throws IOException {
        final Path file = stateDirectory.resolve(FILE);
        if (count == 0) {
            if (Files.deleteIfExists(file)) {
                DurableFiles.forceDirectory(stateDirectory);
            }
            return;
        }
        DurableFiles.replace(file, (body() + "crc32c=" + sum(body()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String body() {
        return "sequence=" + sequence + "\ncount=" + count + "\ncause=" + cause + "\n";
    }

    private static String sum(String body) {
        return Crc32c.hexOf(body.getBytes(StandardCharsets.UTF_8));
    }
}

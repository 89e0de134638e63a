package io.pelton.engine.egress;

import io.pelton.journal.block.Crc32c;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes a line of the dead-letter file whole: it begins with its output sequence and ends with the CRC32C of
 * everything before. Stateless.
 */
final class DeadLetterLine {
    private static final Pattern WHOLE =
            Pattern.compile("\\{\"sequence\":(\\d{1,18}),.*,\"sum\":\"([0-9a-f]{8})\"\\}", Pattern.DOTALL);
    private static final String SUM = ",\"sum\":\"";
    private static final int NOT_WHOLE = -1;

    private DeadLetterLine() {
    }

    /** The line with its sum and its end; {@code text} is an object of JSON that still lacks its closing brace. */
    static byte[] sealed(CharSequence text) {
        return (text + SUM + Crc32c.hexOf(text.toString().getBytes(StandardCharsets.UTF_8)) + "\"}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The sequence of a whole line, given without its end; −1 for any other. */
    static long sequence(byte[] line) {
        Matcher matcher = WHOLE.matcher(new String(line, StandardCharsets.UTF_8));
        if (!matcher.matches()) {
            return NOT_WHOLE;
        }
        int sumAt = line.length - SUM.length() - matcher.group(2).length() - 2;
        boolean isWhole = Crc32c.hexOf(Arrays.copyOf(line, sumAt)).equals(matcher.group(2));
        return isWhole ? Long.parseLong(matcher.group(1)) : NOT_WHOLE;
    }
}

package io.pelton.perf.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;

/**
 * The bare parser for lines of {@code device,yyyy-MM-dd HH:mm:ss.SSS,temperature} or the same as JSON with the keys in
 * this order: reads the file in pieces of a megabyte and calls the loop. It trusts its input. One thread.
 */
public final class TextLoop {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int TIME_BYTES = "2026-01-01 00:00:00.000".length();

    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final boolean json;
    private int at;
    private long dayNumber = Long.MIN_VALUE;
    private long dayStartMs;

    public TextLoop(boolean json) {
        this.json = json;
    }

    /** Feeds the whole file and ends the loop; returns the number of lines. */
    public long feed(Path file, Loop loop) throws IOException {
        long lines = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (channel.read(buffer) >= 0 || buffer.position() > 0) {
                int end = buffer.position();
                while (end > 0 && bytes[end - 1] != '\n') {
                    end--;
                }
                at = 0;
                while (at < end) {
                    line(loop);
                    lines++;
                }
                buffer.flip().position(end);
                buffer.compact();
            }
        }
        loop.onEnd();
        return lines;
    }

    private void line(Loop loop) {
        skipKey();
        int device = 0;
        for (; bytes[at] != ','; at++) {
            device = device * 10 + bytes[at] - '0';
        }
        at++;
        skipKey();
        at += json ? 1 : 0;
        long timeMs = time(at);
        at += TIME_BYTES + (json ? 2 : 1);
        skipKey();
        double temperature = number();
        while (bytes[at] != '\n') {
            at++;
        }
        at++;
        loop.onReading(device, timeMs, temperature);
    }

    private void skipKey() {
        if (json) {
            while (bytes[at] != ':') {
                at++;
            }
            at++;
        }
    }

    private double number() {
        long digits = 0;
        long scale = 0;
        for (; bytes[at] >= '.'; at++) {
            if (bytes[at] == '.') {
                scale = 1;
            } else if (bytes[at] <= '9') {
                digits = digits * 10 + bytes[at] - '0';
                scale *= 10;
            } else {
                break;
            }
        }
        return scale == 0 ? digits : (double) digits / scale;
    }

    private long time(int from) {
        long day = two(from) * 1_000_000L + two(from + 2) * 10_000L + two(from + 5) * 100L + two(from + 8);
        if (day != dayNumber) {
            dayNumber = day;
            dayStartMs = LocalDate.of(two(from) * 100 + two(from + 2), two(from + 5), two(from + 8))
                    .toEpochDay() * 86_400_000L;
        }
        int seconds = two(from + 11) * 3_600 + two(from + 14) * 60 + two(from + 17);
        return dayStartMs + seconds * 1_000L + two(from + 20) * 10 + bytes[from + 22] - '0';
    }

    private int two(int from) {
        return (bytes[from] - '0') * 10 + bytes[from + 1] - '0';
    }
}

package io.pelton.perf.workload;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes readings as csv or json lines. One thread. */
public final class TextFile {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private TextFile() {
    }

    /** Writes readings {@code 0 … count-1} and returns the file's size. */
    public static long write(Path file, boolean json, Readings readings, long count) throws IOException {
        StringBuilder line = new StringBuilder(96);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long number = 0; number < count; number++) {
                int at = (int) (number % readings.size());
                long timeMs = readings.eventTimeMs(number);
                LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(timeMs, 1_000L),
                        (int) Math.floorMod(timeMs, 1_000L) * 1_000_000, ZoneOffset.UTC);
                line.setLength(0);
                line.append(json ? "{\"device\":" : "").append(readings.device()[at])
                        .append(json ? ",\"ts\":\"" : ",");
                TIME.formatTo(time, line);
                line.append(json ? "\",\"temperature\":" : ",").append(readings.temperature()[at])
                        .append(json ? "}\n" : "\n");
                out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            }
        }
        return Files.size(file);
    }
}

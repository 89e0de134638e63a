package io.pelton.connectors.format;

import java.nio.charset.StandardCharsets;

/** Timestamps in options. Stateless. */
public final class TimeValues {

    private TimeValues() {
    }

    /** Epoch milliseconds of 'yyyy-MM-dd HH:mm:ss[.f]', Long.MIN_VALUE when it isn't one. */
    public static long epochMs(String text) {
        byte[] bytes = text.trim().getBytes(StandardCharsets.UTF_8);
        TimeText times = new TimeText();
        return times.parseTimestamp(bytes, 0, bytes.length, false, false) ? times.value() : Long.MIN_VALUE;
    }
}

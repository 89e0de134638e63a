package io.pelton.sql.function;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Objects;

/**
 * Wall clock of a time zone. Keeps the offset and how long it holds, so only a change of offset (twice a year) makes
 * objects. One thread.
 */
public final class LocalZone {
    private final ZoneRules rules;
    private final ZoneId id;
    private final boolean isFixed;
    private long offsetMs;
    private long validFromMs;
    private long validUntilMs;

    private LocalZone(ZoneId id) {
        this.id = id;
        rules = id.getRules();
        isFixed = rules.isFixedOffset();
        look(0);
    }

    /** Throws DateTimeException when there is no such zone. */
    public static LocalZone of(String id) {
        return new LocalZone(ZoneId.of(Objects.requireNonNull(id)));
    }

    public ZoneId id() {
        return id;
    }

    public boolean isFixed() {
        return isFixed;
    }

    public long offsetMs(long epochMs) {
        if (!isFixed && (epochMs < validFromMs || epochMs >= validUntilMs)) {
            look(epochMs);
        }
        return offsetMs;
    }

    private void look(long epochMs) {
        Instant instant = Instant.ofEpochMilli(epochMs);
        offsetMs = rules.getOffset(instant).getTotalSeconds() * 1_000L;
        ZoneOffsetTransition next = isFixed ? null : rules.nextTransition(instant);
        ZoneOffsetTransition last = isFixed ? null : rules.previousTransition(instant.plusMillis(1));
        validFromMs = last == null ? Long.MIN_VALUE : last.toEpochSecond() * 1_000L;
        validUntilMs = next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1_000L;
    }

    /** Wall-clock milliseconds of an instant. */
    public long toLocal(long epochMs) {
        return epochMs + offsetMs(epochMs);
    }

    /**
     * The instant of wall-clock milliseconds; in a gap the later, in an overlap the earlier one, as java.time resolves
     * them.
     */
    public long toInstant(long localMs) {
        if (isFixed) {
            return localMs - offsetMs;
        }
        long guess = localMs - offsetMs;
        boolean isSure = guess - 86_400_000L >= validFromMs && guess + 86_400_000L < validUntilMs;
        return isSure ? guess : resolve(localMs);
    }

    private long resolve(long localMs) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                Math.floorDiv(localMs, 1_000L), (int) Math.floorMod(localMs, 1_000L) * 1_000_000, ZoneOffset.UTC);
        long instant = local.atZone(id).toInstant().toEpochMilli();
        look(instant);
        return instant;
    }
}

package io.pelton.gateway;

import io.pelton.engine.configuration.DiskSettings;
import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.connector.SinkBudget;
import io.pelton.engine.connector.TablePolicy;
import io.pelton.gateway.catalog.ConnectorCatalog;
import io.pelton.sql.plan.PhysicalPlan;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a run with a state folder may take of the disk, and what gives way when that is too much.
 *
 * @param sinks     how far each may fall behind
 * @param sheddable tables whose rows are dropped, and counted, before the disk is full
 */
public record DiskPolicy(DiskSettings settings, List<Sink> sinks, List<String> sheddable) {
    private static final long[] SIZES = {1L << 30, 1L << 20, 1L << 10};
    private static final String[] SIZE_UNITS = {"gb", "mb", "kb"};

    /** A table that is written. */
    public record Sink(String table, SinkBudget budget) {
    }

    public DiskPolicy {
        sinks = List.copyOf(sinks);
        sheddable = List.copyOf(sheddable);
    }

    static DiskPolicy of(PhysicalPlan plan, ConnectorCatalog catalog) {
        return new DiskPolicy(
                EngineConfiguration.of(plan.settings()).disk(),
                ConnectorCatalog.sinks(plan).stream()
                        .map(table -> new Sink(table.name(), TablePolicy.budget(table))).toList(),
                ConnectorCatalog.sources(plan).stream()
                        .filter(table -> TablePolicy.isSheddable(table) && !catalog.isBounded(table))
                        .map(table -> table.name()).toList());
    }

    /** Lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder("With a state folder (--state):\n");
        text.append("  history   each journal keeps ").append(history())
                .append(", and always what a restart or a sink needs\n");
        for (Sink sink : sinks) {
            text.append("  sink      ").append(sink.table()).append(": up to ").append(size(sink.budget().bytes()))
                    .append(" behind, then ").append(sink.budget().policy())
                    .append(sink.budget().isExpiring() ? " (its oldest rows are given up and counted)"
                            : " (sources wait)").append('\n');
        }
        text.append(String.format(Locale.ROOT,
                "  disk      warn at %d %%, shed %s at %d %%, take nothing in at %d %%%n",
                settings.warnPercent(), sheddable.isEmpty() ? "nothing" : String.join(", ", sheddable),
                settings.shedPercent(), settings.stopPercent()));
        return text.toString();
    }

    private String history() {
        String age = settings.retentionAgeNs() == Long.MAX_VALUE ? "" : "of " + duration(settings.retentionAgeNs());
        if (settings.retentionBytes() == Long.MAX_VALUE) {
            return age.isEmpty() ? "everything" : "all " + age;
        }
        return "at most " + size(settings.retentionBytes()) + (age.isEmpty() ? "" : " and what is " + age);
    }

    private static String size(long bytes) {
        for (int i = 0; i < SIZES.length; i++) {
            if (bytes > 0 && bytes % SIZES[i] == 0) {
                return bytes / SIZES[i] + " " + SIZE_UNITS[i];
            }
        }
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private static String duration(long ns) {
        long ms = TimeUnit.NANOSECONDS.toMillis(ns);
        if (ms % TimeUnit.DAYS.toMillis(1) == 0) {
            return "the last " + TimeUnit.MILLISECONDS.toDays(ms) + " d";
        }
        return ms % TimeUnit.HOURS.toMillis(1) == 0 ? "the last " + TimeUnit.MILLISECONDS.toHours(ms) + " h"
                : String.format(Locale.ROOT, "the last %,d ms", ms);
    }
}

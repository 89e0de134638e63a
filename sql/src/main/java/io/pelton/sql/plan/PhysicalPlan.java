package io.pelton.sql.plan;

import java.util.List;
import java.util.Map;

/**
 * What a script means, complete and independent of Calcite.
 *
 * @param version  of this format and of the engine's semantics; part of the hash
 * @param hash     of SQL text, settings and version
 * @param settings all SET values of the script
 */
public record PhysicalPlan(
        int version,
        String name,
        String hash,
        Map<String, String> settings,
        List<SourceTable> sources,
        List<SinkTable> sinks,
        List<Insert> inserts) {

    /** Raised when the plan's format or the meaning of a plan changes. */
    public static final int CURRENT_VERSION = 1;

    public PhysicalPlan {
        settings = Map.copyOf(settings);
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        inserts = List.copyOf(inserts);
    }
}

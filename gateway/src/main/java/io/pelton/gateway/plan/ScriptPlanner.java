package io.pelton.gateway.plan;

import io.pelton.gateway.script.Script;
import io.pelton.sql.AnalyzedScript;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.diagnostic.SqlException;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans scripts for running. Thread safe. */
public final class ScriptPlanner {
    private final PlanCache cache;

    public ScriptPlanner(PlanCache cache) {
        this.cache = cache;
    }

    /**
     * The script's plan, its hash made of what decides results.
     *
     * @param overrides settings that go over those of the script
     * @throws SqlException when the script is refused
     */
    public PhysicalPlan plan(Script script, Map<String, String> overrides) throws SqlException {
        String text = script.text();
        String key = PlanCodec.hash(text, Map.of("script", script.name()));
        PhysicalPlan plan = cache.find(key);
        if (plan == null) {
            AnalyzedScript analyzed = SqlFrontEnd.analyze(script.name(), text);
            plan = analyzed.plan();
            cache.keep(key, plan);
        }
        Map<String, String> settings = new LinkedHashMap<>(plan.settings());
        settings.putAll(overrides);
        return PlanIdentity.identified(plan, settings);
    }
}

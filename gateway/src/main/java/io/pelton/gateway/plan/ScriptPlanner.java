package io.pelton.gateway.plan;

import io.pelton.gateway.script.Script;
import io.pelton.gateway.script.ScriptRefusedException;
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
     * @throws ScriptRefusedException when the script is refused, with all findings
     */
    public PhysicalPlan plan(Script script, Map<String, String> overrides) {
        String key = PlanCodec.hash(script.text(), Map.of("script", script.name()));
        PhysicalPlan plan = cache.find(key);
        return identified(plan == null ? planned(script, key) : plan, overrides);
    }

    /** Plans and keeps; what runs is the plan read back, so that the first start runs what the later ones will. */
    private PhysicalPlan planned(Script script, String key) {
        PhysicalPlan plan = analyze(script).plan();
        cache.keep(key, plan);
        PhysicalPlan kept = cache.find(key);
        return kept == null ? plan : kept;
    }

    /**
     * As {@link #plan}, always from the text, with warnings and notes.
     *
     * @throws ScriptRefusedException when the script is refused, with all findings
     */
    public static AnalyzedScript analyze(Script script) {
        try {
            return SqlFrontEnd.analyze(script.name(), script.text());
        } catch (SqlException e) {
            throw new ScriptRefusedException(FindingText.render(script, e.diagnostics()));
        }
    }

    /** A plan under these settings. */
    public static PhysicalPlan identified(PhysicalPlan plan, Map<String, String> overrides) {
        Map<String, String> settings = new LinkedHashMap<>(plan.settings());
        settings.putAll(overrides);
        return PlanIdentity.identified(plan, settings);
    }
}

package io.pelton.engine.recovery;

import io.pelton.journal.state.Manifest;
import java.util.Optional;

/**
 * Where the plan of a state folder took over from another one. The rows up to there were another script's input, and
 * its results were delivered; this script's state holds that input, and its own results begin behind.
 *
 * @param inputSequence  last input row of the script before
 * @param outputSequence last result of the script before, -1 for none
 * @param planHash       plan before
 */
public record PlanBase(long inputSequence, long outputSequence, String planHash) {
    private static final String INPUT = "base-input";
    private static final String OUTPUT = "base-output";
    private static final long NONE = -1;
    private static final String PLAN = "base-plan";

    /** Empty for a folder that has had one plan only. */
    public static Optional<PlanBase> of(Manifest manifest) {
        return manifest.entries().containsKey(INPUT)
                ? Optional.of(new PlanBase(manifest.number(INPUT, NONE), manifest.number(OUTPUT, NONE),
                manifest.entries().getOrDefault(PLAN, "")))
                : Optional.empty();
    }

    /** The manifest of the plan that begins here. */
    public Manifest begin(Manifest manifest, String newPlanHash, String newScript) {
        return manifest.withPlan(newPlanHash, newScript).withEntry(INPUT, Long.toString(inputSequence))
                .withEntry(OUTPUT, Long.toString(outputSequence)).withEntry(PLAN, planHash);
    }
}

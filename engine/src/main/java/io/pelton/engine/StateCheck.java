package io.pelton.engine;

import io.pelton.engine.egress.DeadLetterCheck;
import io.pelton.engine.recovery.PlanFile;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.recovery.VerifyReport;
import java.nio.file.Path;
import java.util.List;

/** Checks every file of a state folder, the engine's among them. Stateless. */
public final class StateCheck {
    private StateCheck() {
    }

    /**
     * Changes nothing, takes no lock, and never throws because of what it finds.
     *
     * @param durability of the runs; without waiting for the disk, a sink's cursor proves nothing about the input
     */
    public static VerifyReport verify(Path stateFolder, DurabilityMode durability) {
        return Journals.verify(stateFolder, durability, List.of(new DeadLetterCheck(), new PlanFile()));
    }
}

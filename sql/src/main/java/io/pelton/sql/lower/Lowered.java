package io.pelton.sql.lower;

import io.pelton.sql.plan.PlanNode;
import java.util.List;

/** A piece of plan with what its columns mean. */
record Lowered(PlanNode node, List<ColumnTrait> traits) {

    Lowered {
        traits = List.copyOf(traits);
    }
}

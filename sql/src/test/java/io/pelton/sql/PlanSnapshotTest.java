package io.pelton.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.sql.diagnostic.SqlException;
import io.pelton.sql.explain.PlanExplainer;
import io.pelton.sql.explain.StateEstimate;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of query has the plan that stands in the file, as a person reads it, and survives being written down. */
class PlanSnapshotTest {
    private static final StateEstimate ESTIMATE = (insert, aggregation) -> new StateEstimate.Bytes(100_000, 31_200_000);

    static List<Snapshots.Block> plans() {
        return Snapshots.blocks("plans.txt");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldPlanAndExplain(Snapshots.Block block) throws SqlException {
        PhysicalPlan plan = SqlFrontEnd.analyze("rules.sql", Snapshots.text("plans-tables.sql") + block.input()).plan();
        assertEquals(block.output(), PlanExplainer.explain(plan, ESTIMATE).stripTrailing());
        assertEquals(plan, PlanCodec.fromText(PlanCodec.toText(plan)));
    }
}

package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;
import java.util.List;

/** Filter, then projection; {@code condition} is null when every row passes. */
public record Calc(PlanNode input, Expression condition, List<Expression> projections, Schema schema)
        implements PlanNode {

    public Calc {
        projections = List.copyOf(projections);
    }
}

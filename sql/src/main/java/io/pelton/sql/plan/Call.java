package io.pelton.sql.plan;

import io.pelton.engine.row.ColumnType;
import java.util.List;

/** A function applied to operands; operands already have the types that the function wants (casts are explicit). */
public record Call(Function function, List<Expression> operands, ColumnType type) implements Expression {

    public Call {
        operands = List.copyOf(operands);
    }
}

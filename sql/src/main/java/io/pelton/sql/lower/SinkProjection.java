package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import io.pelton.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/** The last step of an INSERT: the query's columns as the sink's. */
public final class SinkProjection {
    private SinkProjection() {
    }

    /**
     * Casts to the sink's types; but a text isn't cut to the sink's length, it is refused at run time when it is
     * longer. A column stays nullable when the query's is, even if the sink's is NOT NULL: then its NULLs have to be
     * caught at run time.
     *
     * @param sources for each column of the sink the query's column, or -1 for NULL
     */
    public static PlanNode project(PlanNode query, int[] sources, Schema sink) {
        List<Expression> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            ColumnType type = sink.type(i);
            columns.add(sources[i] < 0
                    ? new Literal(null, type.withNullable(true))
                    : column(new InputReference(sources[i], query.schema().type(sources[i])), type));
            names.add(sink.column(i).name());
        }
        return Calcs.project(query, columns, names);
    }

    private static Expression column(InputReference reference, ColumnType type) {
        ColumnType from = reference.type();
        boolean isText = from.kind().isString() && type.kind().isString();
        boolean isPadded = type.kind() == TypeKind.CHAR && from.precision() < type.precision();
        return isText && !isPadded ? reference : Casts.to(reference, type);
    }
}

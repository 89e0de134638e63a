package io.pelton.sql.catalog;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A view: the relational form of its query, put wherever the view is read. Immutable. */
public final class QueryView extends AbstractTable implements TranslatableTable {
    private final RelNode query;

    public QueryView(RelNode query) {
        this.query = query;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return query.getRowType();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return query;
    }
}

package io.pelton.sql.catalog;

import io.pelton.engine.row.Schema;
import io.pelton.sql.plan.Expression;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table of CREATE TABLE: a stream to read or a sink to write. Immutable. */
public final class StreamTable extends AbstractTable implements TranslatableTable {
    private final Definition definition;

    /**
     * What the DDL said.
     *
     * @param rowType    all columns in DDL order, the event time as time attribute
     * @param physical   the columns without the computed ones
     * @param columns    each column over the physical ones, in DDL order
     * @param eventTime  index of the event time in {@code columns}, or -1
     * @param watermark  over the physical columns, or null
     * @param primaryKey names of its columns; empty without one
     */
    public record Definition(
            String name,
            RelDataType rowType,
            Schema physical,
            List<Expression> columns,
            int eventTime,
            Expression watermark,
            Map<String, String> options,
            List<String> primaryKey) {

        public Definition {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
            primaryKey = List.copyOf(primaryKey);
        }

        /** True when every column is physical. */
        public boolean plain() {
            return columns.size() == physical.size();
        }
    }

    public StreamTable(Definition definition) {
        this.definition = definition;
    }

    public Definition definition() {
        return definition;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return definition.rowType();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return LogicalTableScan.create(context.getCluster(), table, context.getTableHints());
    }
}

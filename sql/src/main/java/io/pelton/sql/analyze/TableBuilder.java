package io.pelton.sql.analyze;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.lower.ExpressionLowering;
import io.pelton.sql.lower.UnsupportedException;
import io.pelton.sql.parse.Refusal;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.type.ColumnTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlComputedColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlRegularColumn;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;

/** CREATE TABLE → {@link StreamTable}. One per statement. */
final class TableBuilder {
    private final SqlSession session;
    private final SqlCreateTable ddl;
    private final FlinkValidator validator;
    private final ExpressionLowering lowering;
    private final Map<String, RelDataType> types = new LinkedHashMap<>();
    /** Every column over the physical ones. */
    private final Map<String, RexNode> columns = new HashMap<>();
    private final List<Column> physical = new ArrayList<>();

    private TableBuilder(SqlSession session, SqlCreateTable ddl) {
        this.session = session;
        this.ddl = ddl;
        this.validator = session.validator();
        this.lowering = new ExpressionLowering(session.expressions());
    }

    static StreamTable build(SqlSession session, SqlCreateTable ddl) {
        return new TableBuilder(session, ddl).build();
    }

    private StreamTable build() {
        if (!ddl.getPartitionKeyList().isEmpty()) {
            throw new Refusal(ddl, "PARTITIONED BY is not supported yet", "leave it out; the rows stay the same");
        }
        List<String> primaryKey = primaryKey();
        addPhysical(primaryKey);
        addComputed();
        Map<String, String> options = options();
        SqlWatermark watermark = ddl.getWatermark().orElse(null);
        int eventTime = watermark == null ? -1 : eventTime(watermark);
        Expression watermarkExpression = watermark == null ? null : watermark(watermark);
        RelDataTypeFactory.Builder rowType = session.types().builder();
        List<Expression> expressions = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, RelDataType> column : types.entrySet()) {
            RelDataType type = column.getValue();
            rowType.add(column.getKey(), index++ == eventTime ? session.types().timeAttribute(type) : type);
            expressions.add(lower(columns.get(column.getKey()), ddl));
        }
        return new StreamTable(new StreamTable.Definition(Names.simple(ddl.getName()), rowType.build(),
                new Schema(physical),
                expressions, eventTime, watermarkExpression, options, primaryKey));
    }

    private List<String> primaryKey() {
        List<String> key = new ArrayList<>();
        for (SqlTableConstraint constraint : ddl.getFullConstraints()) {
            if (!constraint.isPrimaryKey()) {
                throw new Refusal(constraint, "UNIQUE constraints are not supported",
                        "use PRIMARY KEY (…) NOT ENFORCED");
            }
            if (constraint.isEnforced()) {
                throw new Refusal(constraint, "a stream can't enforce a primary key",
                        "write PRIMARY KEY (…) NOT ENFORCED");
            }
            key.addAll(List.of(constraint.getColumnNames()));
        }
        return key;
    }

    private void addPhysical(List<String> primaryKey) {
        for (SqlNode node : ddl.getColumnList()) {
            SqlTableColumn column = (SqlTableColumn) node;
            String name = column.getName().getSimple();
            if (types.containsKey(name)) {
                throw new Refusal(column.getName(), "the column `" + name + "` is declared twice",
                        "rename one of them");
            }
            if (column instanceof SqlRegularColumn regular) {
                RelDataType type = Names.declaredType(regular.getType(), validator);
                if (primaryKey.contains(name)) {
                    type = session.types().createTypeWithNullability(type, false);
                }
                ColumnType columnType = ColumnTypes.of(type);
                if (columnType == null) {
                    throw new Refusal(regular.getType(), "columns of type " + type.getFullTypeString()
                            + " are not supported yet",
                            "flatten it into plain columns");
                }
                types.put(name, type);
                columns.put(name, session.expressions().makeInputRef(type, physical.size()));
                physical.add(new Column(name, columnType));
            } else if (column instanceof SqlComputedColumn) {
                types.put(name, session.types().createSqlType(SqlTypeName.NULL));
            } else {
                throw new Refusal(column, "METADATA columns are not supported yet", "declare it as an ordinary column");
            }
        }
        for (String key : primaryKey) {
            if (physical.stream().noneMatch(column -> column.name().equals(key))) {
                throw new Refusal(ddl.getName(), "the primary key's column `" + key + "` is not a physical column", "");
            }
        }
    }

    /** Computed columns see the physical ones only, as in Flink. */
    private void addComputed() {
        Map<String, RelDataType> visible = new LinkedHashMap<>();
        Map<String, RexNode> sources = new HashMap<>(columns);
        for (Column column : physical) {
            visible.put(column.name(), types.get(column.name()));
        }
        for (SqlNode node : ddl.getColumnList()) {
            if (node instanceof SqlComputedColumn computed) {
                QuerySyntax.check(computed.getExpr());
                RexNode expression = session.expression(computed.getExpr(), visible, sources);
                String name = computed.getName().getSimple();
                lower(expression, computed.getExpr());
                types.put(name, expression.getType());
                columns.put(name, expression);
            }
        }
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (SqlNode node : Names.optionNodes(ddl)) {
            SqlTableOption option = (SqlTableOption) node;
            if (options.put(option.getKeyString(), option.getValueString()) != null) {
                throw new Refusal(option, "the option '" + option.getKeyString() + "' is given twice",
                        "keep one of them");
            }
        }
        if (!options.containsKey("connector")) {
            throw new Refusal(ddl.getName(), "the table `" + Names.simple(ddl.getName())
                    + "` doesn't say where its rows come from or go to",
                    "add WITH ('connector' = '…'), for example 'filesystem', 'datagen' or 'print'");
        }
        return options;
    }

    private int eventTime(SqlWatermark watermark) {
        SqlIdentifier name = watermark.getEventTimeColumnName();
        RelDataType type = types.get(name.toString());
        if (type == null) {
            throw new Refusal(name, "the table has no column `" + name + "`",
                    Names.didYouMean(name.toString(), types.keySet()));
        }
        boolean timestamp = type.getSqlTypeName() == SqlTypeName.TIMESTAMP
                || type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        if (!timestamp || type.getPrecision() > 3) {
            throw new Refusal(name, "event time must be TIMESTAMP(3) or TIMESTAMP_LTZ(3), and `" + name + "` is "
                    + ColumnTypes.describe(type), timestamp ? "declare it with (3), or compute a column: ts AS CAST("
                    + name + " AS TIMESTAMP(3))"
                    : "compute a column: ts AS TO_TIMESTAMP(" + name + "), or TO_TIMESTAMP_LTZ(" + name
                    + ", 3) for epoch milliseconds");
        }
        return List.copyOf(types.keySet()).indexOf(name.toString());
    }

    private Expression watermark(SqlWatermark watermark) {
        SqlNode strategy = watermark.getWatermarkStrategy();
        QuerySyntax.check(strategy);
        RexNode expression = session.expression(strategy, types, references());
        RexNode expanded = expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return columns.get(List.copyOf(types.keySet()).get(reference.getIndex()));
            }
        });
        Expression lowered = lower(expanded, strategy);
        boolean timestamp = lowered.type().kind().isTimestamp() && lowered.type().precision() <= 3;
        if (!timestamp) {
            throw new Refusal(strategy, "a watermark is a TIMESTAMP(3) or TIMESTAMP_LTZ(3), and this is "
                    + lowered.type().sql(), "write for example: " + watermark.getEventTimeColumnName()
                    + " - INTERVAL '5' SECOND");
        }
        return lowered;
    }

    private Map<String, RexNode> references() {
        Map<String, RexNode> references = new HashMap<>();
        int index = 0;
        for (Map.Entry<String, RelDataType> column : types.entrySet()) {
            references.put(column.getKey(), session.expressions().makeInputRef(column.getValue(), index++));
        }
        return references;
    }

    private Expression lower(RexNode expression, SqlNode at) {
        try {
            Expression lowered = lowering.lower(expression);
            return lowered instanceof InputReference reference
                    ? new InputReference(reference.index(), physical.get(reference.index()).type()) : lowered;
        } catch (UnsupportedException e) {
            throw new Refusal(at, e.getMessage(), e.mend());
        }
    }
}

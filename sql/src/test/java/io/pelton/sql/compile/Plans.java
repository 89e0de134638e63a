package io.pelton.sql.compile;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.sql.function.Decimal128;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.Literal;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Plans, rows and results by hand, without SQL text. */
final class Plans {
    static final ColumnType BOOLEAN = ColumnType.of(TypeKind.BOOLEAN);
    static final ColumnType INT = ColumnType.of(TypeKind.INT);
    static final ColumnType BIGINT = ColumnType.of(TypeKind.BIGINT);
    static final ColumnType DOUBLE = ColumnType.of(TypeKind.DOUBLE);
    static final ColumnType STRING = ColumnType.string();
    static final ColumnType TIMESTAMP = ColumnType.timestamp(3);

    private static final Connector NOWHERE = new Connector() {
        @Override
        public String identifier() {
            return "nowhere";
        }

        @Override
        public boolean canRead() {
            return true;
        }

        @Override
        public boolean canWrite() {
            return true;
        }

        @Override
        public List<OptionProblem> check(TableDefinition table, boolean asSource) {
            return List.of();
        }

        @Override
        public boolean isBounded(TableDefinition table) {
            return true;
        }

        @Override
        public Source createSource(TableDefinition table) {
            throw new UnsupportedOperationException("rows come from the test");
        }

        @Override
        public Sink createSink(TableDefinition table) {
            throw new UnsupportedOperationException("rows go to the test");
        }
    };

    private Plans() {
    }

    static Schema schema(Object... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Column((String) namesAndTypes[i], (ColumnType) namesAndTypes[i + 1]));
        }
        return new Schema(columns);
    }

    static Expression column(Schema schema, String name) {
        int index = schema.indexOf(name);
        return new InputReference(index, schema.type(index));
    }

    static Literal literal(Object value, ColumnType type) {
        return new Literal(value == null ? null : value.toString(), type);
    }

    static Call call(Function function, ColumnType type, Expression... operands) {
        return new Call(function, List.of(operands), type);
    }

    static AggregateCall aggregate(AggregateFunction function, Expression argument, ColumnType type) {
        return new AggregateCall(function, false, argument, null, type);
    }

    /** One source with an event time column (or none when null), one sink. */
    static PhysicalPlan plan(Schema source, Expression eventTime, Expression watermark, PlanNode root, Schema sink,
            Map<String, String> settings) {
        Map<String, String> options = Map.of("connector", "nowhere");
        return new PhysicalPlan(PhysicalPlan.CURRENT_VERSION, "test", "hash", settings,
                List.of(new SourceTable(0, "source", source, options, eventTime, watermark)),
                List.of(new SinkTable(0, "sink", sink, options, List.of())),
                List.of(new Insert(0, root)));
    }

    static CompiledPlan compile(PhysicalPlan plan) {
        return new PlanCompiler(identifier -> identifier.equals("nowhere") || identifier.equals("print") ? NOWHERE
                : null).compile(plan);
    }

    /** The only operator of a plan with one INSERT. */
    static OperatorDefinition only(CompiledPlan plan) {
        List<OperatorDefinition> operators = plan.topology().pipelines().get(0).operators();
        if (operators.size() != 1) {
            throw new AssertionError("expected one operator: " + operators);
        }
        return operators.get(0);
    }

    static Operator make(CompiledPlan plan) {
        return only(plan).factory().get();
    }

    /** A row of the layout; {@code values} are null, Boolean, Number, String or BigDecimal. */
    static DirectBuffer row(RowLayout layout, long eventTimeMs, Object... values) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[layout.maxBytes()]);
        RowWriter writer = new RowWriter(layout).begin(buffer, 0);
        for (int i = 0; i < values.length; i++) {
            put(writer, i, layout.schema().type(i), values[i]);
        }
        writer.finish();
        RowHeader.kind(buffer, 0, 0, RowType.DATA, 0, true);
        RowHeader.eventTimeMs(buffer, 0, eventTimeMs);
        return buffer;
    }

    private static void put(RowWriter writer, int column, ColumnType type, Object value) {
        if (value == null) {
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> writer.putBoolean(column, (Boolean) value);
            case TINYINT -> writer.putByte(column, ((Number) value).byteValue());
            case SMALLINT -> writer.putShort(column, ((Number) value).shortValue());
            case INT, DATE, TIME -> writer.putInt(column, ((Number) value).intValue());
            case FLOAT -> writer.putFloat(column, ((Number) value).floatValue());
            case DOUBLE -> writer.putDouble(column, ((Number) value).doubleValue());
            case CHAR, VARCHAR -> {
                if (!writer.putString(column, (String) value)) {
                    throw new AssertionError("too long for its column: " + value);
                }
            }
            case DECIMAL -> {
                BigInteger unscaled = new BigDecimal(value.toString()).setScale(type.scale()).unscaledValue();
                if (type.isWide()) {
                    writer.putWideDecimal(column, unscaled.longValue(), unscaled.shiftRight(64).longValue());
                } else {
                    writer.putLong(column, unscaled.longValueExact());
                }
            }
            default -> {
                if (type.isWide()) {
                    writer.putWideTimestamp(column, Math.floorDiv(((Number) value).longValue(), 1_000_000),
                            (int) Math.floorMod(((Number) value).longValue(), 1_000_000L));
                } else {
                    writer.putLong(column, ((Number) value).longValue());
                }
            }
        }
    }

    /** The row's values as Java objects: times as numbers, decimals as BigDecimal, wide timestamps as nanoseconds. */
    static List<Object> read(RowLayout layout, DirectBuffer buffer) {
        RowReader reader = new RowReader(layout).wrap(buffer, 0);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < layout.schema().size(); i++) {
            values.add(reader.isNull(i) ? null : get(reader, i, layout.schema().type(i)));
        }
        return values;
    }

    private static Object get(RowReader reader, int column, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> reader.getBoolean(column);
            case TINYINT -> reader.getByte(column);
            case SMALLINT -> reader.getShort(column);
            case INT, DATE, TIME -> reader.getInt(column);
            case FLOAT -> reader.getFloat(column);
            case DOUBLE -> reader.getDouble(column);
            case CHAR, VARCHAR -> reader.getString(column);
            case DECIMAL -> type.isWide()
                    ? Decimal128.of(reader.getLong(column), reader.getHighLong(column))
                            .toBigDecimal(type.scale())
                    : BigDecimal.valueOf(reader.getLong(column), type.scale());
            default -> type.isWide() ? reader.getLong(column) * 1_000_000L + reader.getNanosOfMilli(column)
                    : (Object) reader.getLong(column);
        };
    }

    /** An expression in short. */
    static String show(Expression expression) {
        if (expression instanceof InputReference reference) {
            return "$" + reference.index();
        }
        if (expression instanceof Literal literal) {
            return literal.value() == null ? "NULL" : "'" + literal.value() + "'";
        }
        Call call = (Call) expression;
        return call.function() + "(" + String.join(", ", call.operands().stream().map(Plans::show).toList()) + "):"
                + call.type().sql().replace(" ", "");
    }
}

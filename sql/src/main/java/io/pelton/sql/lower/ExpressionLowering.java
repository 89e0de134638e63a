package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import io.pelton.sql.signature.FlinkOperatorTable;
import io.pelton.sql.signature.StringFunctions;
import io.pelton.sql.type.ColumnTypes;
import io.pelton.sql.type.TimeAttributeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Calcite's typed expressions → the plan's. Every operand gets the type that its function works on, by an explicit CAST
 * where it isn't so already; constants are folded.
 */
public final class ExpressionLowering {
    private final RexBuilder builder;

    public ExpressionLowering(RexBuilder builder) {
        this.builder = builder;
    }

    public Expression lower(RexNode node) {
        return convert(RexUtil.expandSearch(builder, null, node));
    }

    private Expression convert(RexNode node) {
        if (node instanceof RexInputRef reference) {
            return new InputReference(reference.getIndex(), type(reference));
        }
        if (node instanceof RexLiteral literal) {
            if (literal.getType().getSqlTypeName() == SqlTypeName.SYMBOL) {
                return symbol(literal.getValue());
            }
            return Literals.of(literal, type(literal));
        }
        if (node instanceof RexOver) {
            throw new UnsupportedException("OVER windows are not supported yet",
                    "use a window table function such as TUMBLE or HOP");
        }
        if (node instanceof RexCall call) {
            return call(call);
        }
        throw new UnsupportedException("`" + node + "` is not supported yet", "");
    }

    private Expression call(RexCall call) {
        ColumnType type = type(call);
        SqlKind kind = call.getKind();
        if (kind == SqlKind.REINTERPRET) {
            throw new UnsupportedException("an interval can't be cast to a number",
                    "write TIMESTAMPDIFF(SECOND, earlier, later)");
        }
        if (kind == SqlKind.CAST || kind == SqlKind.SAFE_CAST) {
            return explicitCast(kind, convert(call.getOperands().get(0)), type);
        }
        Function function = FlinkOperatorTable.INSTANCE.function(call.getOperator());
        if (function == null) {
            throw new UnsupportedException("the function " + call.getOperator().getName() + " is not supported yet",
                    "");
        }
        List<Expression> operands = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            operands.add(convert(operand));
        }
        if (call.getOperator() == StringFunctions.INSTR) {
            Collections.reverse(operands);
        }
        if (function == Function.CURRENT_WATERMARK && !TimeAttributeType.is(call.getOperands().get(0).getType())) {
            throw new UnsupportedException("CURRENT_WATERMARK takes the table's WATERMARK column, unchanged", "");
        }
        return Operands.call(resolve(function, call), operands, type);
    }

    private static Expression explicitCast(SqlKind kind, Expression operand, ColumnType type) {
        if (!Casts.castable(operand.type().kind(), type.kind())) {
            boolean epoch = Casts.isNumber(operand.type().kind()) && type.kind().isTimestamp();
            throw new UnsupportedException("a " + operand.type().sql() + " can't be cast to " + type.sql(),
                    epoch ? "write TO_TIMESTAMP_LTZ(milliseconds, 3) or TO_TIMESTAMP_LTZ(seconds, 0)" : "");
        }
        boolean time = type.kind().isTimestamp() || type.kind() == TypeKind.DATE || type.kind() == TypeKind.TIME;
        if (kind == SqlKind.CAST && time && operand instanceof Literal literal && literal.value() != null
                && operand.type().kind().isString()) {
            TimeLiterals.parse(literal, type);
        }
        Expression cast = Casts.cast(operand, type);
        boolean tried = kind == SqlKind.SAFE_CAST && cast instanceof Call call && call.function() == Function.CAST;
        return tried ? new Call(Function.TRY_CAST, List.of(operand), type) : cast;
    }

    /** The same sign means different things for numbers and for times. */
    private static Function resolve(Function function, RexCall call) {
        RelDataType first = call.getOperands().isEmpty() ? null : call.getOperands().get(0).getType();
        boolean time = first != null && (SqlTypeUtil.isDatetime(first) || SqlTypeUtil.isTimestamp(first));
        return switch (function) {
            case PLUS -> time ? Function.PLUS_INTERVAL : function;
            case MINUS -> time ? Function.MINUS_INTERVAL : function;
            default -> function;
        };
    }

    static ColumnType type(RexNode node) {
        ColumnType type = ColumnTypes.of(node.getType());
        if (type == null) {
            throw new UnsupportedException("values of type " + node.getType().getFullTypeString()
                    + " are not supported yet",
                    "");
        }
        return type;
    }

    /** A keyword such as MINUTE in EXTRACT(MINUTE FROM …) or BOTH in TRIM(BOTH … FROM …). */
    private static Expression symbol(Object keyword) {
        String name = ((Enum<?>) keyword).name();
        return new Literal(name, new ColumnType(TypeKind.VARCHAR, name.length(), 0, false));
    }
}

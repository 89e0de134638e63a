package io.pelton.sql.lower;

import io.pelton.sql.diagnostic.HumanUnits;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowKind;
import io.pelton.sql.signature.WindowFunction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Reads a window from the operands of its function. */
final class Windows {
    private Windows() {
    }

    static Window of(RexCall call) {
        WindowFunction function = (WindowFunction) call.getOperator();
        List<RexNode> operands = call.getOperands();
        int timeColumn = ((RexInputRef) ((RexCall) operands.get(0)).getOperands().get(0)).getIndex();
        String name = WindowFunction.plainName(function);
        boolean tumble = function.kind() == WindowKind.TUMBLE;
        long first = positiveMs(operands.get(1), tumble ? "size" : slideName(function), name);
        long size = tumble ? first : positiveMs(operands.get(2), "size", name);
        int offsetOperand = tumble ? 2 : 3;
        long offset = operands.size() > offsetOperand ? optionalMs(operands.get(offsetOperand), name) : 0;
        if (first > size) {
            throw new UnsupportedException(slideName(function) + " of " + name + " is longer than its size: "
                    + slideName(function)
                    + "=" + HumanUnits.duration(first) + ", size=" + HumanUnits.duration(size),
                    "the " + slideName(function) + " stands before the size: are they swapped?");
        }
        if (size % first != 0) {
            throw new UnsupportedException(String.format(Locale.ROOT,
                    "%s needs a size that is a multiple of its %s: size=%s, %s=%s", name, slideName(function),
                    HumanUnits.duration(size), slideName(function), HumanUnits.duration(first)),
                    "write for example size " + HumanUnits.duration(first * Math.max(1, size / first)));
        }
        if (Math.abs(offset) >= size) {
            throw new UnsupportedException("the offset of " + name + " must be shorter than its size: offset="
                    + HumanUnits.duration(offset) + ", size=" + HumanUnits.duration(size), "write the remainder: "
                    + HumanUnits.duration(offset % size));
        }
        return new Window(function.kind(), timeColumn, size, first, offset);
    }

    private static String slideName(WindowFunction function) {
        return function.kind() == WindowKind.HOP ? "slide" : "step";
    }

    private static long positiveMs(RexNode operand, String what, String window) {
        long ms = ms(operand, what, window);
        if (ms <= 0) {
            throw new UnsupportedException("the " + what + " of " + window + " must be longer than nothing: " + what
                    + "="
                    + HumanUnits.duration(ms), "write for example: INTERVAL '10' SECOND");
        }
        return ms;
    }

    private static long optionalMs(RexNode operand, String window) {
        return operand.getKind() == SqlKind.DEFAULT ? 0 : ms(operand, "offset", window);
    }

    private static long ms(RexNode operand, String what, String window) {
        SqlTypeName type = operand.getType().getSqlTypeName();
        if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(type)) {
            throw new UnsupportedException("the " + what + " of " + window + " must have a fixed length; months differ",
                    "write it in days, for example: INTERVAL '30' DAY");
        }
        if (!(operand instanceof RexLiteral literal) || literal.isNull()) {
            throw new UnsupportedException("the " + what + " of " + window + " must be a constant",
                    "write for example: INTERVAL '10' SECOND");
        }
        return literal.getValueAs(BigDecimal.class).longValueExact();
    }
}

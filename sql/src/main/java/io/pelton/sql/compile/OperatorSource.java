package io.pelton.sql.compile;

import io.pelton.engine.row.Schema;
import io.pelton.sql.plan.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * What the generators of all kinds of operators share: filters, the shell of a row method, the imports of a compilation
 * unit.
 */
final class OperatorSource {
    /** How a WindowAggregate refuses a row. */
    static final String REFUSE = "refuse";
    /** How a RowOperator refuses a row. */
    static final String DEAD_LETTER = "deadLetter";
    static final String PACKAGE = "io.pelton.sql.generated";
    static final String IMPORTS = """
            import io.pelton.engine.operator.DeadLetterReason;
            import io.pelton.engine.operator.OperatorContext;
            import io.pelton.engine.row.ChangeKind;
            import io.pelton.engine.time.RowTimeFunction;
            import io.pelton.operators.aggregate.ByteStringValue;
            import io.pelton.operators.aggregate.DecimalSum;
            import io.pelton.operators.aggregate.DistinctValues;
            import io.pelton.operators.aggregate.Extreme;
            import io.pelton.operators.aggregate.FirstLast;
            import io.pelton.operators.aggregate.Variance;
            import io.pelton.operators.aggregate.WideExtreme;
            import io.pelton.operators.transform.RowOperator;
            import io.pelton.operators.window.WindowAggregate;
            import io.pelton.operators.window.WindowAggregateSpec;
            import io.pelton.sql.function.AllocatingFunctions;
            import io.pelton.sql.function.CalendarTime;
            import io.pelton.sql.function.Decimal128;
            import io.pelton.sql.function.DoubleText;
            import io.pelton.sql.function.JsonPath;
            import io.pelton.sql.function.LetterCase;
            import io.pelton.sql.function.Like;
            import io.pelton.sql.function.LocalZone;
            import io.pelton.sql.function.MathFunctions;
            import io.pelton.sql.function.NumberText;
            import io.pelton.sql.function.RowFailure;
            import io.pelton.sql.function.Slice;
            import io.pelton.sql.function.Strings;
            import io.pelton.sql.function.TimePattern;
            import io.pelton.sql.function.TimeText;
            import io.pelton.sql.function.Utf8;
            import java.util.regex.Pattern;
            import org.agrona.DirectBuffer;
            import org.agrona.MutableDirectBuffer;
            import org.agrona.UnsafeApi;
            """;

    private OperatorSource() {
    }

    /** {@code if (!condition) { filtered++; return; }} for each part of the condition, the cheap way out first. */
    static void filter(Expression condition, ExpressionCompiler compiler, String... otherwise) {
        if (condition == null) {
            return;
        }
        List<Expression> parts = new ArrayList<>();
        Branch.collect(condition, parts);
        for (Expression part : parts) {
            String isTrue = compiler.isTrue(part);
            if (isTrue.equals("true")) {
                continue;
            }
            compiler.code.open("if (!(" + isTrue + "))");
            for (String statement : otherwise) {
                compiler.code.line(statement);
            }
            compiler.code.close();
        }
    }

    /** Begins the body of onRow for one branch. */
    static void beginRow(CodeWriter code) {
        code.open("try");
    }

    /** Ends it: a failed expression refuses the row, by the method {@code refuse} of the base class. */
    static void endRow(CodeWriter code, String refuse) {
        code.next("catch (RowFailure failure)");
        code.line(refuse + "(DeadLetterReason.EXPRESSION_FAILED, failure.getMessage());");
        code.close();
    }

    /** onRow for several branches: one method each. Every branch method is named {@code onRow0}, {@code onRow1} … */
    static void dispatch(CodeWriter code, int branches) {
        code.line("counters.rowsIn++;");
        code.open("switch (input)");
        for (int i = 0; i < branches; i++) {
            code.line((i + 1 < branches ? "case " + i : "default") + ": onRow" + i + "(buffer, row); break;");
        }
        code.close();
        code.method("public void onRow(int input, DirectBuffer buffer, int row)");
    }

    /** Refuses the current row and leaves the method. */
    static RowOutput.Refusal refusal(CodeWriter code, String refuse) {
        return (reason, detail) -> {
            code.line(refuse + "(DeadLetterReason." + reason + ", " + detail + ");");
            code.line("return;");
        };
    }

    static List<Value> values(List<Expression> expressions, Schema schema, ExpressionCompiler compiler) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            values.add(compiler.convert(compiler.value(expressions.get(i)), schema.type(i)));
        }
        return values;
    }
}

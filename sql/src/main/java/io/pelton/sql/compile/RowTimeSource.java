package io.pelton.sql.compile;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.SourceTable;

/** Source of a stream's event time and watermark. */
final class RowTimeSource {

    private RowTimeSource() {
    }

    static String write(String className, SourceTable table, RowLayout layout) {
        CodeWriter code = new CodeWriter();
        code.member("    private final LocalZone zone;\n");
        function(code, layout, table.eventTime(), null);
        code.method("public long eventTimeMs(DirectBuffer buffer, int row)");
        function(code, layout, table.watermark() == null ? table.eventTime() : table.watermark(), table.eventTime());
        code.method("public long watermarkMs(DirectBuffer buffer, int row)");
        code.member("\n    public " + className + "(LocalZone zone) {\n        this.zone = zone;\n    }\n");
        return code.type("public final class " + className + " implements RowTimeFunction");
    }

    /** {@code header} is the expression whose value the row's header already holds, or null. */
    private static void function(CodeWriter code, RowLayout layout, Expression time, Expression header) {
        code.open("try");
        ExpressionCompiler compiler = new ExpressionCompiler(code, new RowInput(layout), false);
        if (header != null) {
            code.line("long eventTimeMs = buffer.getLong(row + " + RowHeader.EVENT_TIME_OFFSET + ");");
            code.open("if (eventTimeMs == NO_TIME)");
            code.line("return NO_TIME;");
            code.close();
            Value known = Value.of(header.type(), Nulls.NEVER, "eventTimeMs");
            code.know(header, JavaTypes.isWideTimestamp(header.type())
                    ? new Value(header.type(), Nulls.NEVER, "eventTimeMs", "0") : known);
        }
        Value value = compiler.value(time);
        code.line("return " + (value.nulls().isNever() ? value.code()
                : value.nulls().code() + " ? NO_TIME : " + value.code()) + ";");
        code.next("catch (RowFailure failure)");
        code.line("return NO_TIME;");
        code.close();
    }
}

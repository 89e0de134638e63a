package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAssign;
import io.pelton.sql.plan.WindowKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Source of a window table function without aggregation: one row out per window of a row, filter and projection above
 * fused in.
 */
final class AssignSource {
    private final WindowAssign node;
    private final RowLayout output;
    private final String windowShift;
    private final long offsetMs;
    private final CodeWriter code = new CodeWriter();

    AssignSource(WindowAssign node, RowLayout output, String windowShift, long offsetMs) {
        this.node = node;
        this.output = output;
        this.windowShift = windowShift;
        this.offsetMs = offsetMs;
    }

    /** Most windows that one row can belong to. */
    static int windows(Window window) {
        if (window.kind() == WindowKind.TUMBLE) {
            return 1;
        }
        long count = (window.sizeMs() + window.slideMs() - 1) / window.slideMs();
        if (count > 10_000) {
            throw new CompileException("a row belongs to too many windows, enlarge the slide or step: windows="
                    + count);
        }
        return (int) count;
    }

    String write(String className, List<Branch> branches, Branch above) {
        code.member("    private final LocalZone zone;\n");
        for (int i = 0; i < branches.size(); i++) {
            boolean isOnly = branches.size() == 1;
            if (isOnly) {
                code.line("counters.rowsIn++;");
            }
            row(branches.get(i), above);
            code.method(isOnly ? "public void onRow(int input, DirectBuffer buffer, int row)"
                    : "private void onRow" + i + "(DirectBuffer buffer, int row)");
        }
        if (branches.size() > 1) {
            OperatorSource.dispatch(code, branches.size());
        }
        code.line("return " + windows(node.window()) + ";");
        code.method("public int maxRowsPerRow()");
        code.member("\n    public " + className + "(LocalZone zone) {\n        this.zone = zone;\n    }\n");
        return code.type("public final class " + className + " extends RowOperator");
    }

    private void row(Branch branch, Branch above) {
        OperatorSource.beginRow(code);
        int base = branch.layout().schema().size();
        List<Expression> columns = new ArrayList<>(branch.projections());
        for (int i = 0; i < 3; i++) {
            columns.add(new InputReference(base + i, node.schema().type(columns.size())));
        }
        RowInput row = new RowInput(branch.layout());
        ExpressionCompiler compiler = new ExpressionCompiler(code,
                (index, writer) -> index < base ? row.column(index, writer)
                        : bound(index - base, columns.get(columns.size() - 3 + index - base).type(), writer), true);
        OperatorSource.filter(branch.condition(), compiler, "counters.filtered++;", "return;");
        time(branch, compiler);
        code.line("boolean isFiltered = true;");
        code.open(loop());
        code.line("long windowEndMs = " + (node.window().kind() == WindowKind.CUMULATE ? "endMs;"
                : "windowStartMs + " + node.window().sizeMs() + "L;"));
        Expression condition = above.condition() == null ? null : Branch.substitute(above.condition(), columns);
        OperatorSource.filter(condition, compiler, "continue;");
        List<Expression> projections = new ArrayList<>();
        for (Expression projection : above.projections()) {
            projections.add(Branch.substitute(projection, columns));
        }
        List<Value> values = OperatorSource.values(projections, output.schema(), compiler);
        RowOutput out = new RowOutput(output, code);
        out.check(values, OperatorSource.refusal(code, OperatorSource.DEAD_LETTER));
        code.line("isFiltered = false;");
        out.emit(values, "windowEndMs - 1L");
        code.close();
        code.open("if (isFiltered)");
        code.line("counters.filtered++;");
        code.next("else");
        code.line("counters.used++;");
        code.close();
        OperatorSource.endRow(code, OperatorSource.DEAD_LETTER);
    }

    private void time(Branch branch, ExpressionCompiler compiler) {
        Expression time = branch.projections().get(node.window().timeColumn());
        if (branch.eventTime() != null && AggregateSource.isSame(time, branch.eventTime())) {
            code.line("long timeMs = buffer.getLong(row + " + RowHeader.EVENT_TIME_OFFSET + ");");
        } else {
            Value value = compiler.value(time);
            code.line("long timeMs = " + (value.nulls().isNever() ? value.code()
                    : value.nulls().code() + " ? Long.MIN_VALUE : " + value.code()) + ";");
        }
        code.open("if (timeMs == Long.MIN_VALUE)");
        OperatorSource.refusal(code, OperatorSource.DEAD_LETTER).write("NO_EVENT_TIME", "null");
        code.close();
    }

    private String loop() {
        Window window = node.window();
        long unit = window.kind() == WindowKind.HOP ? window.slideMs() : window.sizeMs();
        String start = "timeMs - Math.floorMod(timeMs - " + LiteralCode.longLiteral(offsetMs) + ", " + unit + "L)";
        return switch (window.kind()) {
            case TUMBLE -> "for (long windowStartMs = " + start + "; windowStartMs > timeMs - " + window.sizeMs()
                    + "L; windowStartMs -= " + window.sizeMs() + "L)";
            case HOP -> "for (long windowStartMs = " + start + "; windowStartMs > timeMs - " + window.sizeMs()
                    + "L; windowStartMs -= " + window.slideMs() + "L)";
            case CUMULATE -> {
                code.line("long windowStartMs = " + start + ";");
                code.line("long lastEndMs = windowStartMs + " + window.sizeMs() + "L;");
                yield "for (long endMs = timeMs - Math.floorMod(timeMs - windowStartMs, " + window.slideMs() + "L) + "
                        + window.slideMs() + "L; endMs <= lastEndMs; endMs += " + window.slideMs() + "L)";
            }
        };
    }

    private Value bound(int bound, ColumnType type, CodeWriter writer) {
        String ms = bound == 0 ? "windowStartMs" : bound == 1 ? "windowEndMs" : "windowEndMs - 1L";
        boolean isShown = windowShift != null && bound < 2;
        return Value.of(type, Nulls.NEVER, writer.declare("long", "bound", isShown ? String.format(windowShift, ms)
                : ms));
    }
}

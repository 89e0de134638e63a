package io.pelton.sql.compile;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import java.util.List;

/** Source of a filter and projection. */
final class CalcSource {

    private CalcSource() {
    }

    static String write(String className, List<Branch> branches, RowLayout output) {
        CodeWriter code = new CodeWriter();
        code.member("    private final LocalZone zone;\n");
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            boolean isOnly = branches.size() == 1;
            if (isOnly) {
                code.line("counters.rowsIn++;");
            }
            OperatorSource.beginRow(code);
            ExpressionCompiler compiler = new ExpressionCompiler(code, new RowInput(branch.layout()), true);
            OperatorSource.filter(branch.condition(), compiler, "counters.filtered++;", "return;");
            List<Value> values = OperatorSource.values(branch.projections(), output.schema(), compiler);
            RowOutput row = new RowOutput(output, code);
            row.check(values, OperatorSource.refusal(code, OperatorSource.DEAD_LETTER));
            code.line("counters.used++;");
            row.emit(values, "buffer.getLong(row + " + RowHeader.EVENT_TIME_OFFSET + ")");
            OperatorSource.endRow(code, OperatorSource.DEAD_LETTER);
            code.method(isOnly ? "public void onRow(int input, DirectBuffer buffer, int row)"
                    : "private void onRow" + i + "(DirectBuffer buffer, int row)");
        }
        if (branches.size() > 1) {
            OperatorSource.dispatch(code, branches.size());
        }
        code.line("return 1;");
        code.method("public int maxRowsPerRow()");
        code.member("\n    public " + className + "(LocalZone zone) {\n        this.zone = zone;\n    }\n");
        return code.type("public final class " + className + " extends RowOperator");
    }
}

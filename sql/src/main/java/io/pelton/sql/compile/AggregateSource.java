package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.WindowAggregateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Source of a window aggregation, with what lies below it fused into onRow and what lies above it into emit. */
final class AggregateSource {
    private final String className;
    private final WindowAggregateNode node;
    private final List<Branch> branches;
    private final Branch above;
    private final RowLayout output;
    private final String windowShift;
    private final AccumulatorCode accumulator;
    private final KeyCode keys;
    private final DistinctCode distinct;
    private final CodeWriter code = new CodeWriter();

    /**
     * {@code above} is filter and projection over the node's columns; {@code windowShift} is a Java expression with %s
     * that turns a window bound into what SQL shows, or null.
     */
    AggregateSource(
            String className, WindowAggregateNode node, List<Branch> branches, Branch above, RowLayout output,
            String windowShift, CompileSettings settings) {
        this.className = className;
        this.node = node;
        this.branches = branches;
        this.above = above;
        this.output = output;
        this.windowShift = windowShift;
        accumulator = new AccumulatorCode(node.aggregates());
        List<ColumnType> keyTypes = new ArrayList<>();
        for (Expression key : node.keys()) {
            keyTypes.add(key.type());
        }
        keys = new KeyCode(keyTypes);
        distinct = new DistinctCode(accumulator.fields(), node.window(), settings);
    }

    boolean countsDistinct() {
        return !distinct.isEmpty();
    }

    int keyBytes() {
        return keys.maxBytes();
    }

    int accumulatorBytes() {
        return accumulator.bytes();
    }

    String write() {
        code.member("    private final LocalZone zone;\n");
        for (int i = 0; i < branches.size(); i++) {
            boolean isOnly = branches.size() == 1;
            if (isOnly) {
                code.line("counters.rowsIn++;");
            }
            row(branches.get(i));
            code.method(isOnly ? "public void onRow(int input, DirectBuffer buffer, int row)"
                    : "private void onRow" + i + "(DirectBuffer buffer, int row)");
        }
        if (branches.size() > 1) {
            OperatorSource.dispatch(code, branches.size());
        }
        code.method("protected void initialize(int accumulator)");
        for (AccumulatorCode.Field field : accumulator.fields()) {
            code.line(field.merge());
        }
        code.method("protected void merge(int target, int source)");
        emit();
        distinct.writeMembers(code);
        code.member("\n    public " + className + "(WindowAggregateSpec spec, LocalZone zone) {\n        super(spec);\n"
                + "        this.zone = zone;\n    }\n");
        return code.type("public final class " + className + " extends WindowAggregate");
    }

    private void row(Branch branch) {
        OperatorSource.beginRow(code);
        ExpressionCompiler compiler = new ExpressionCompiler(code, new RowInput(branch.layout()), true);
        OperatorSource.filter(branch.condition(), compiler, "counters.filtered++;", "return;");
        String times = times(branch, compiler);
        List<Value> keyValues = new ArrayList<>();
        for (Expression key : node.keys()) {
            keyValues.add(compiler.convert(compiler.value(branch.over(key)), key.type()));
        }
        List<Value> arguments = new ArrayList<>();
        List<String> guards = new ArrayList<>();
        for (AccumulatorCode.Field field : accumulator.fields()) {
            Value argument = field.argument() == null ? null : compiler.value(branch.over(field.argument()));
            arguments.add(argument);
            guards.add(guard(field, argument, branch, compiler));
        }
        checkLengths(branch, keyValues, compiler);
        String keyLength = keys.encode(keyValues, code);
        code.line("int accumulator = " + times + ", " + keyLength + ");");
        code.open("if (accumulator == 0)");
        code.line("return;");
        code.close();
        distinct.writeChecks(arguments, guards, code);
        update(arguments, guards);
        OperatorSource.endRow(code, OperatorSource.REFUSE);
    }

    /** The call that finds the accumulator, up to its last argument. */
    private String times(Branch branch, ExpressionCompiler compiler) {
        if (node.window() == null) {
            Value start = compiler.value(branch.projections().get(node.startColumn()));
            Value end = compiler.value(branch.projections().get(node.endColumn()));
            String from = start.code();
            String to = end.code();
            return "accumulatorAttached(" + from + ", " + to;
        }
        Expression time = branch.projections().get(node.window().timeColumn());
        if (branch.eventTime() != null && isSame(time, branch.eventTime())) {
            return "accumulator(buffer.getLong(row + " + RowHeader.EVENT_TIME_OFFSET + ")";
        }
        Value value = compiler.value(time);
        return "accumulator(" + (value.nulls().isNever() ? value.code()
                : value.nulls().code() + " ? Long.MIN_VALUE : " + value.code());
    }

    /** Same expression, whatever it says about NULL. */
    static boolean isSame(Expression a, Expression b) {
        return a.equals(b) || a instanceof InputReference left
                && b instanceof InputReference right && left.index() == right.index()
                || a instanceof Call first && b instanceof Call second
                && first.function() == second.function() && first.operands().equals(second.operands())
                && first.type().kind() == second.type().kind();
    }

    private String guard(AccumulatorCode.Field field, Value argument, Branch branch, ExpressionCompiler compiler) {
        String guard = argument == null ? "true" : argument.nulls().notCode();
        if (field.filter() == null) {
            return guard;
        }
        Expression filter = branch.over(field.filter());
        String known = (String) code.known("filter " + filter);
        if (known == null) {
            known = code.declare("boolean", "filter", compiler.isTrue(filter));
            code.know("filter " + filter, known);
        }
        return guard.equals("true") ? known : known + " && " + guard;
    }

    /** Keys and strings that are kept must fit into the room that is declared for them. */
    private void checkLengths(Branch branch, List<Value> keyValues, ExpressionCompiler compiler) {
        for (int i = 0; i < keyValues.size(); i++) {
            checkLength(keyValues.get(i), node.keys().get(i).type(), node.schema().column(i).name());
        }
        for (AggregateCall call : node.aggregates()) {
            if (call.argument() != null && call.argument().type().kind().isString()
                    && call.function() != AggregateFunction.COUNT) {
                checkLength(compiler.value(branch.over(call.argument())), call.argument().type(),
                        call.function().name());
            }
        }
    }

    private void checkLength(Value value, ColumnType type, String name) {
        if (!type.kind().isString() || value.nulls().isAlways()) {
            return;
        }
        code.open("if (" + (value.nulls().isNever() ? "" : value.nulls().notCode() + " && ") + value.code()
                + ".length > "
                + type.maxStringBytes() + ")");
        OperatorSource.refusal(code, OperatorSource.REFUSE).write("VALUE_TOO_LONG", JavaTypes.quote(name));
        code.close();
    }

    private void update(List<Value> arguments, List<String> guards) {
        Map<String, List<String>> byGuard = new LinkedHashMap<>();
        List<AccumulatorCode.Field> fields = accumulator.fields();
        for (int i = 0; i < fields.size(); i++) {
            byGuard.computeIfAbsent(guards.get(i),
                    guard -> new ArrayList<>()).add(fields.get(i).update().apply(arguments.get(i)));
        }
        List<String> plain = byGuard.remove("true");
        byGuard.forEach((guard, statements) -> {
            code.open("if (" + guard + ")");
            statements.forEach(code::line);
            code.close();
        });
        if (plain != null) {
            plain.forEach(code::line);
        }
    }

    private void emit() {
        code.open("try");
        ExpressionCompiler compiler = new ExpressionCompiler(code, this::resultColumn, true);
        OperatorSource.filter(above.condition(), compiler, "return;");
        List<Value> values = OperatorSource.values(above.projections(), output.schema(), compiler);
        RowOutput row = new RowOutput(output, code);
        row.check(values, (reason, detail) -> {
            code.line("context.deadLetters().refuse(DeadLetterReason." + reason + ", " + detail
                    + ", windowStartMs, windowEndMs);");
            code.line("return;");
        });
        row.emit(values, "windowEndMs - 1L");
        code.next("catch (RowFailure failure)");
        code.line("context.deadLetters().refuse(DeadLetterReason.EXPRESSION_FAILED, failure.getMessage(),"
                + " windowStartMs,"
                + " windowEndMs);");
        code.close();
        code.method("protected void emit(int keyOffset, int keyLength, int accumulator, long windowStartMs,"
                + " long windowEndMs)");
    }

    /** Column of the node: keys, aggregates, window_start, window_end, window_time. */
    private Value resultColumn(int index, CodeWriter writer) {
        ColumnType type = node.schema().type(index);
        int keyCount = node.keys().size();
        int aggregateCount = node.aggregates().size();
        if (index < keyCount) {
            return keys.decode(index, JavaTypes.identifier(node.schema().column(index).name()), writer);
        }
        if (index < keyCount + aggregateCount) {
            ExpressionCompiler compiler = new ExpressionCompiler(writer, this::resultColumn, true);
            return accumulator.result(index - keyCount, compiler, type);
        }
        int bound = index - keyCount - aggregateCount;
        String ms = bound == 0 ? "windowStartMs" : bound == 1 ? "windowEndMs" : "windowEndMs - 1L";
        String shown = windowShift == null || type.kind() == TypeKind.TIMESTAMP_LTZ ? ms
                : String.format(windowShift, ms);
        String name = bound == 0 ? "start" : bound == 1 ? "end" : "time";
        return Value.of(type, Nulls.NEVER, bound < 2 && shown.equals(ms) ? ms : writer.declare("long", name, shown));
    }
}

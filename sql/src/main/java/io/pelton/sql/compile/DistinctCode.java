package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowKind;
import java.util.ArrayList;
import java.util.List;

/** What COUNT(DISTINCT …) adds to a generated aggregation: the sets' owners, their limits, and the way back. */
final class DistinctCode {
    private static final int RECORD_HEADER_BYTES = 4;

    private final List<AccumulatorCode.Field> fields;
    private final Window window;
    private final CompileSettings settings;
    private final List<AccumulatorCode.Distinct> sets = new ArrayList<>();

    DistinctCode(List<AccumulatorCode.Field> fields, Window window, CompileSettings settings) {
        this.fields = fields;
        this.window = window;
        this.settings = settings;
        for (AccumulatorCode.Field field : fields) {
            if (field.distinct() != null) {
                sets.add(field.distinct());
            }
        }
    }

    boolean isEmpty() {
        return sets.isEmpty();
    }

    /** Panes whose sets a result unites. */
    private long panes() {
        if (window == null || window.kind() == WindowKind.TUMBLE) {
            return 1;
        }
        long a = window.sizeMs();
        long b = window.slideMs();
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return window.sizeMs() / a;
    }

    /** In onRow, before anything is changed: a value too many refuses the row. */
    void writeChecks(List<Value> arguments, List<String> guards, CodeWriter code) {
        if (sets.isEmpty()) {
            return;
        }
        code.line("DeadLetterReason tooMany = null;");
        for (int i = 0; i < fields.size(); i++) {
            AccumulatorCode.Distinct set = fields.get(i).distinct();
            if (set != null) {
                code.open("if (tooMany == null && " + guards.get(i) + ")");
                code.line("tooMany = " + set.name() + ".refusal(" + set.arguments(arguments.get(i), "accumulator")
                        + ");");
                code.close();
            }
        }
        code.open("if (tooMany != null)");
        code.line("refuse(tooMany, \"COUNT(DISTINCT)\");");
        code.line("return;");
        code.close();
    }

    /** Fields, open, release and the memory at the limit. */
    void writeMembers(CodeWriter code) {
        if (sets.isEmpty()) {
            return;
        }
        code.line("super.open(operatorContext);");
        for (AccumulatorCode.Distinct set : sets) {
            code.member("    private DistinctValues " + set.name() + ";\n");
            boolean isText = set.type().kind().isString();
            code.line(set.name() + " = DistinctValues." + (isText ? "ofStrings" : "ofLongs")
                    + "(operatorContext.arena(), "
                    + settings.maxDistinct() + ", " + (int) Math.min(Integer.MAX_VALUE, panes())
                    + (isText ? ", " + set.type().maxStringBytes() : "") + ");");
        }
        code.method("public void open(OperatorContext operatorContext)");
        for (AccumulatorCode.Distinct set : sets) {
            code.line(set.name() + ".free(accumulator + " + set.offset() + ");");
        }
        code.method("protected void release(int accumulator)");
        double bytes = 0;
        for (AccumulatorCode.Distinct set : sets) {
            bytes += setBytes(set.type());
        }
        double all = bytes * settings.maxKeys() * (panes() + 1);
        code.line("double all = super.maxStateBytes() + " + all + ";");
        code.line("return all >= 9.0e18 ? Long.MAX_VALUE : (long) all;");
        code.method("public long maxStateBytes()");
    }

    /** A full set: a table filled to three quarters at most, and the strings. */
    private double setBytes(ColumnType type) {
        long entries = Long.highestOneBit(Math.max(8, settings.maxDistinct() * 4L / 3)) * 2;
        double records = type.kind().isString()
                ? (double) settings.maxDistinct() * (RECORD_HEADER_BYTES + type.maxStringBytes() + 7 & -8) : 0;
        return 8.0 + entries * 8.0 + records;
    }
}

package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;

/** A result that several branches of generated code assign: value, null flag and, for wide timestamps, nanoseconds. */
final class Variable {
    private final ColumnType type;
    private final CodeWriter code;
    private final String name;
    private final String nanos;
    private final String isNull;

    /** Declares it as NULL. */
    Variable(ColumnType type, String hint, CodeWriter code) {
        this.type = type;
        this.code = code;
        boolean isRegister = JavaTypes.isRegister(type);
        name = isRegister
                ? code.register(JavaTypes.of(type), hint)
                : code.declare(JavaTypes.of(type), hint, JavaTypes.zero(type));
        nanos = JavaTypes.isWideTimestamp(type) ? code.declare("int", hint + "Nanos", "0") : null;
        isNull = code.declare("boolean", "isNull", "true");
    }

    /** Assigns a value that already has the variable's representation. */
    void assign(Value value) {
        if (value.nulls().isAlways()) {
            code.line(isNull + " = true;");
            return;
        }
        code.line(JavaTypes.isRegister(type) ? name + ".set(" + value.code() + ");" : name + " = " + value.code()
                + ";");
        if (nanos != null) {
            code.line(nanos + " = " + value.nanosOrZero() + ";");
        }
        code.line(isNull + " = " + value.nulls().code() + ";");
    }

    Value value() {
        return new Value(type, Nulls.flag(isNull), name, nanos);
    }
}

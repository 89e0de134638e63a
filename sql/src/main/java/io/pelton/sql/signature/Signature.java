package io.pelton.sql.signature;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** A function that Calcite doesn't have, or has with other types. */
final class Signature extends SqlFunction {
    private final boolean bare;
    private final boolean deterministic;

    private Signature(
            String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands, boolean bare,
            boolean deterministic) {
        super(name, SqlKind.OTHER_FUNCTION, result, null, operands, SqlFunctionCategory.SYSTEM);
        this.bare = bare;
        this.deterministic = deterministic;
    }

    static Signature of(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return new Signature(name, result, operands, false, true);
    }

    /** A function of the time, called with {@code ()}. */
    static Signature clock(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return new Signature(name, result, operands, false, false);
    }

    /** A function of the time, called without parentheses. */
    static Signature bareClock(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return new Signature(name, result, operands, true, false);
    }

    @Override
    public SqlSyntax getSyntax() {
        return bare ? SqlSyntax.FUNCTION_ID : super.getSyntax();
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }
}

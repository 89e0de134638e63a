package io.pelton.sql.signature;

import io.pelton.sql.type.DecimalRules;
import io.pelton.sql.type.FlinkTypeFactory;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Result type rules; "nullable" alone means: nullable when an operand is. */
final class Results {
    static final SqlReturnTypeInference STRING = binding -> string(binding, false);
    static final SqlReturnTypeInference STRING_NULLABLE = STRING.andThen(SqlTypeTransforms.TO_NULLABLE);
    static final SqlReturnTypeInference STRING_ALWAYS_NULLABLE = binding -> string(binding, true);
    static final SqlReturnTypeInference DOUBLE_NULLABLE = ReturnTypes.DOUBLE_NULLABLE;
    static final SqlReturnTypeInference INT_NULLABLE = ReturnTypes.INTEGER_NULLABLE;
    static final SqlReturnTypeInference BOOLEAN_NULLABLE = ReturnTypes.BOOLEAN_NULLABLE;
    /** The first operand's type as VARCHAR of the same length, always nullable. */
    static final SqlReturnTypeInference VARYING_ALWAYS_NULLABLE =
            ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_VARYING).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    static final SqlReturnTypeInference FIRST = Results::first;
    static final SqlReturnTypeInference FIRST_NULLABLE = FIRST.andThen(SqlTypeTransforms.TO_NULLABLE);
    static final SqlReturnTypeInference ROUND = Results::round;
    static final SqlReturnTypeInference COMMON = Results::common;
    static final SqlReturnTypeInference COMMON_NULLABLE = COMMON.andThen(SqlTypeTransforms.TO_NULLABLE);
    /** The common type of the second and third operand; nullable when any operand is, the condition too. */
    static final SqlReturnTypeInference COMMON_OF_BRANCHES = ((SqlReturnTypeInference) Results::branches)
            .andThen(SqlTypeTransforms.TO_NULLABLE);
    /** The first operand's type as VARCHAR of the same length. */
    static final SqlReturnTypeInference VARYING_NULLABLE = ReturnTypes.ARG0_NULLABLE_VARYING;
    /** The common type of the operands, NULL only when all of them can be. */
    static final SqlReturnTypeInference COMMON_FIRST_NOT_NULL = Results::coalesce;

    private Results() {
    }

    static SqlReturnTypeInference timestamp(SqlTypeName name, int precision, boolean nullable) {
        return binding -> {
            RelDataTypeFactory factory = binding.getTypeFactory();
            return factory.createTypeWithNullability(factory.createSqlType(name, precision), nullable);
        };
    }

    private static RelDataType string(SqlOperatorBinding binding, boolean nullable) {
        return ((FlinkTypeFactory) binding.getTypeFactory()).string(nullable);
    }

    private static RelDataType first(SqlOperatorBinding binding) {
        return ((FlinkTypeFactory) binding.getTypeFactory()).plain(binding.getOperandType(0));
    }

    private static RelDataType round(SqlOperatorBinding binding) {
        RelDataType number = binding.getOperandType(0);
        RelDataTypeFactory factory = binding.getTypeFactory();
        RelDataType type = number;
        if (SqlTypeUtil.isDecimal(number)) {
            int digits = 0;
            if (binding.getOperandCount() > 1) {
                Integer literal = binding.isOperandLiteral(1, false) ? binding.getOperandLiteralValue(1, Integer.class)
                        : null;
                digits = literal == null ? number.getScale() : literal;
            }
            DecimalRules.Digits result = DecimalRules.round(number.getPrecision(), number.getScale(), digits);
            type = factory.createSqlType(SqlTypeName.DECIMAL, result.precision(), result.scale());
        }
        boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
        return factory.createTypeWithNullability(type, nullable);
    }

    private static RelDataType branches(SqlOperatorBinding binding) {
        return binding.getTypeFactory().leastRestrictive(binding.collectOperandTypes().subList(1, 3));
    }

    /** CHAR of this length, nullable when an operand is. */
    static SqlReturnTypeInference charOf(int length) {
        SqlReturnTypeInference type = binding -> binding.getTypeFactory().createSqlType(SqlTypeName.CHAR, length);
        return type.andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    private static RelDataType common(SqlOperatorBinding binding) {
        return binding.getTypeFactory().leastRestrictive(binding.collectOperandTypes());
    }

    private static RelDataType coalesce(SqlOperatorBinding binding) {
        RelDataType type = common(binding);
        if (type == null) {
            return null;
        }
        boolean nullable = binding.collectOperandTypes().stream().allMatch(RelDataType::isNullable);
        return binding.getTypeFactory().createTypeWithNullability(type, nullable);
    }
}

package io.pelton.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Widths and derived types as Flink has them. Immutable. */
public final class FlinkTypeSystem extends RelDataTypeSystemImpl {
    public static final FlinkTypeSystem INSTANCE = new FlinkTypeSystem();
    /** Characters of a VARCHAR without length, which is STRING. */
    public static final int STRING_LENGTH = Integer.MAX_VALUE;

    private FlinkTypeSystem() {
    }

    private interface Rule {
        DecimalRules.Digits apply(int p1, int s1, int p2, int s2);
    }

    @Override
    public int getMaxNumericPrecision() {
        return DecimalRules.MAX_PRECISION;
    }

    @Override
    public int getMaxNumericScale() {
        return DecimalRules.MAX_PRECISION;
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case VARCHAR, VARBINARY -> STRING_LENGTH;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
            default -> super.getDefaultPrecision(type);
        };
    }

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case VARCHAR, CHAR, VARBINARY, BINARY -> STRING_LENGTH;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 9;
            default -> super.getMaxPrecision(type);
        };
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
        return aggregate(factory, argument, DecimalRules.sum(argument.getScale()));
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
        return aggregate(factory, argument, DecimalRules.average(argument.getScale()));
    }

    @Override
    public RelDataType deriveDecimalPlusType(RelDataTypeFactory factory, RelDataType type1, RelDataType type2) {
        return decimal(factory, type1, type2, DecimalRules::plus);
    }

    @Override
    public RelDataType deriveDecimalMultiplyType(RelDataTypeFactory factory, RelDataType type1, RelDataType type2) {
        return decimal(factory, type1, type2, DecimalRules::times);
    }

    @Override
    public RelDataType deriveDecimalDivideType(RelDataTypeFactory factory, RelDataType type1, RelDataType type2) {
        return decimal(factory, type1, type2, DecimalRules::divide);
    }

    @Override
    public RelDataType deriveDecimalModType(RelDataTypeFactory factory, RelDataType type1, RelDataType type2) {
        return decimal(factory, type1, type2, DecimalRules::mod);
    }

    private static RelDataType aggregate(RelDataTypeFactory factory, RelDataType argument, DecimalRules.Digits digits) {
        if (!SqlTypeUtil.isDecimal(argument)) {
            return argument;
        }
        RelDataType type = factory.createSqlType(SqlTypeName.DECIMAL, digits.precision(), digits.scale());
        return factory.createTypeWithNullability(type, argument.isNullable());
    }

    private static RelDataType decimal(RelDataTypeFactory factory, RelDataType type1, RelDataType type2, Rule rule) {
        boolean exact = SqlTypeUtil.isExactNumeric(type1) && SqlTypeUtil.isExactNumeric(type2);
        if (!exact || !SqlTypeUtil.isDecimal(type1) && !SqlTypeUtil.isDecimal(type2)) {
            return null;
        }
        RelDataType d1 = SqlTypeUtil.isDecimal(type1) ? type1 : factory.decimalOf(type1);
        RelDataType d2 = SqlTypeUtil.isDecimal(type2) ? type2 : factory.decimalOf(type2);
        DecimalRules.Digits digits = rule.apply(d1.getPrecision(), d1.getScale(), d2.getPrecision(), d2.getScale());
        return factory.createSqlType(SqlTypeName.DECIMAL, digits.precision(), digits.scale());
    }
}

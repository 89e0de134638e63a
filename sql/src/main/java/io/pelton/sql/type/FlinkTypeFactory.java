package io.pelton.sql.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes types; keeps time attributes what they are where nothing was computed, and plain timestamps elsewhere. */
public final class FlinkTypeFactory extends SqlTypeFactoryImpl {

    public FlinkTypeFactory() {
        super(FlinkTypeSystem.INSTANCE);
    }

    /** The time attribute over a timestamp type; its precision stays. */
    public RelDataType timeAttribute(RelDataType timestamp) {
        return canonize(new TimeAttributeType(
                timestamp.getSqlTypeName(), timestamp.getPrecision(), timestamp.isNullable(), false));
    }

    /** The type of PROCTIME(). */
    public RelDataType processingTime() {
        return canonize(new TimeAttributeType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3, false, true));
    }

    /** The plain timestamp under a time attribute; any other type stays. */
    public RelDataType plain(RelDataType type) {
        if (!(type instanceof TimeAttributeType)) {
            return type;
        }
        return createTypeWithNullability(createSqlType(type.getSqlTypeName(), type.getPrecision()), type.isNullable());
    }

    /** STRING. */
    public RelDataType string(boolean nullable) {
        return createTypeWithNullability(createSqlType(SqlTypeName.VARCHAR, FlinkTypeSystem.STRING_LENGTH), nullable);
    }

    /** DECIMAL with all digits that a whole number type can have. */
    @Override
    public RelDataType decimalOf(RelDataType type) {
        int digits = switch (type.getSqlTypeName()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            default -> 0;
        };
        return digits == 0 ? super.decimalOf(type)
                : createTypeWithNullability(createSqlType(SqlTypeName.DECIMAL, digits, 0), type.isNullable());
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
        if (type instanceof TimeAttributeType attribute) {
            return canonize(new TimeAttributeType(
                    type.getSqlTypeName(), type.getPrecision(), nullable, attribute.processing()));
        }
        return super.createTypeWithNullability(type, nullable);
    }

    @Override
    public RelDataType leastRestrictive(List<RelDataType> types) {
        if (types.stream().noneMatch(TimeAttributeType.class::isInstance)) {
            return super.leastRestrictive(types);
        }
        RelDataType first = types.get(0);
        boolean same = types.stream().allMatch(type -> TimeAttributeType.is(type)
                && type.getSqlTypeName() == first.getSqlTypeName() && type.getPrecision() == first.getPrecision());
        if (same) {
            return createTypeWithNullability(first, types.stream().anyMatch(RelDataType::isNullable));
        }
        return super.leastRestrictive(types.stream().map(this::plain).toList());
    }
}

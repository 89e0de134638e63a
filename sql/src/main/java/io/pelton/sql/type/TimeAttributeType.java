package io.pelton.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.BasicSqlType;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A timestamp that is the event time of its rows, ordered by a watermark. A type of its own with its own digest, so
 * that
 * "a window needs a time attribute" is a type check.
 */
public final class TimeAttributeType extends BasicSqlType {
    private static final long serialVersionUID = 1L;

    private final boolean processing;

    TimeAttributeType(SqlTypeName name, int precision, boolean nullable, boolean processing) {
        super(FlinkTypeSystem.INSTANCE, name, precision);
        this.processing = processing;
        isNullable = nullable;
        computeDigest();
    }

    @Override
    protected void generateTypeString(StringBuilder out, boolean withDetail) {
        super.generateTypeString(out, withDetail);
        if (withDetail) {
            out.append(processing ? " *PROCTIME*" : " *ROWTIME*");
        }
    }

    /** True for an event time. */
    public static boolean is(RelDataType type) {
        return type instanceof TimeAttributeType attribute && !attribute.processing;
    }

    /** True for a processing time, PROCTIME() carried along. */
    public static boolean isProcessing(RelDataType type) {
        return type instanceof TimeAttributeType attribute && attribute.processing;
    }

    boolean processing() {
        return processing;
    }
}

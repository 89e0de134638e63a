package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.sql.plan.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Constants as the plan writes them. */
final class Literals {
    private Literals() {
    }

    static Literal of(RexLiteral literal, ColumnType type) {
        if (literal.isNull()) {
            return new Literal(null, type.withNullable(true));
        }
        return new Literal(text(literal, type), type);
    }

    private static String text(RexLiteral literal, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> String.valueOf(RexLiteral.booleanValue(literal));
            case TINYINT, SMALLINT, INT, BIGINT -> number(literal).toBigInteger().toString();
            case FLOAT -> Float.toString(number(literal).floatValue());
            case DOUBLE -> Double.toString(number(literal).doubleValue());
            case DECIMAL -> number(literal).setScale(type.scale(), RoundingMode.HALF_UP).toPlainString();
            case CHAR, VARCHAR -> literal.getValueAs(NlsString.class).getValue();
            case DATE -> literal.getValueAs(DateString.class).toString();
            case TIME -> literal.getValueAs(TimeString.class).toString();
            case TIMESTAMP, TIMESTAMP_LTZ -> literal.getValueAs(TimestampString.class).toString();
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> number(literal).toBigInteger().toString();
        };
    }

    private static BigDecimal number(RexLiteral literal) {
        return literal.getValueAs(BigDecimal.class);
    }
}

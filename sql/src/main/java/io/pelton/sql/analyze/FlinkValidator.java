package io.pelton.sql.analyze;

import io.pelton.sql.signature.FlinkOperatorTable;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Calcite's validator with Flink's conformance; like Flink's it adds no casts by itself. One per statement. */
final class FlinkValidator extends SqlValidatorImpl {

    FlinkValidator(CalciteCatalogReader reader, RelDataTypeFactory factory) {
        super(FlinkOperatorTable.INSTANCE, reader, factory, SqlValidator.Config.DEFAULT
                .withConformance(FlinkSqlConformance.DEFAULT)
                .withIdentifierExpansion(true)
                .withTypeCoercionEnabled(false)
                .withTypeCoercionRules(CastRules.INSTANCE));
    }
}

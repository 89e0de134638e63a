package io.pelton.sql.analyze;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeName;

/** Which explicit casts the validator lets through: Calcite's, and BOOLEAN to a number as in Flink. */
final class CastRules {
    static final SqlTypeCoercionRule INSTANCE = create();

    private CastRules() {
    }

    private static SqlTypeCoercionRule create() {
        Map<SqlTypeName, ImmutableSet<SqlTypeName>> rules =
                new HashMap<>(SqlTypeCoercionRule.instance().getTypeMapping());
        for (SqlTypeName number : SqlTypeName.NUMERIC_TYPES) {
            rules.put(number, ImmutableSet.<SqlTypeName>builder()
                    .addAll(rules.getOrDefault(number, ImmutableSet.of())).add(SqlTypeName.BOOLEAN).build());
        }
        return SqlTypeCoercionRule.instance(rules);
    }
}

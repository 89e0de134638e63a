package io.pelton.sql.analyze;

import io.pelton.sql.parse.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;

/** Small readings of syntax trees: names, declared types, options, and the name that was meant. */
final class Names {
    private static final int LIKELY_TYPO = 2;
    private static final List<String> TYPES = List.of("BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT",
            "DOUBLE",
            "DECIMAL", "STRING", "VARCHAR", "CHAR", "DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ");

    private Names() {
    }

    /** The last part of a qualified name. */
    static String simple(SqlIdentifier name) {
        return name.names.get(name.names.size() - 1);
    }

    /** A column's type; nullable unless NOT NULL stands behind it. */
    static RelDataType declaredType(SqlDataTypeSpec spec, SqlValidator validator) {
        boolean nullable = spec.getNullable() == null || spec.getNullable();
        RelDataType type;
        try {
            type = spec.deriveType(validator, nullable);
        } catch (CalciteContextException e) {
            throw new Refusal(spec, "there is no type `" + spec.getTypeName() + "`",
                    didYouMean(spec.getTypeName().toString().toUpperCase(Locale.ROOT), TYPES));
        }
        boolean precise = spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic && basic.getPrecision() > 0
                && basic.getPrecision() != type.getPrecision();
        if (precise) {
            throw new Refusal(spec.getTypeNameSpec().getParserPos(), "`" + spec
                    + "` has more digits than the type can have",
                    "at most " + type.getPrecision() + " fit");
        }
        return type;
    }

    static List<SqlNode> optionNodes(SqlCreateTable ddl) {
        for (SqlNode operand : ddl.getOperandList()) {
            if (operand instanceof SqlNodeList list && !list.isEmpty()
                    && list.get(0) instanceof SqlTableOption) {
                return List.copyOf(list.getList());
            }
        }
        return List.of();
    }

    /** "did you mean …" when a known name is close; else the known names, when they are few. */
    static String didYouMean(String wrong, Collection<String> known) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        if (known.contains(wrong)) {
            return "";
        }
        for (String candidate : known) {
            int distance = distance(wrong.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        if (best != null && (bestDistance <= LIKELY_TYPO || best.equalsIgnoreCase(wrong))) {
            return "did you mean `" + best + "`?";
        }
        return known.isEmpty() || known.size() > 20 ? "" : "known here: " + String.join(", ", known);
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}

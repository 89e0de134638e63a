package io.pelton.sql.signature;

import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.WindowKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;

/** All operators that queries may use. Names are matched without regard to case. Immutable. */
public final class FlinkOperatorTable implements SqlOperatorTable {
    public static final FlinkOperatorTable INSTANCE = new FlinkOperatorTable();

    /** TUMBLE, HOP and CUMULATE as they stand in queries. */
    public static final WindowFunction TUMBLE = new WindowFunction(WindowKind.TUMBLE, false, "DATA", "TIMECOL", "SIZE",
    "OFFSET");
    public static final WindowFunction HOP =
            new WindowFunction(WindowKind.HOP, false, "DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET");
    public static final WindowFunction CUMULATE =
            new WindowFunction(WindowKind.CUMULATE, false, "DATA", "TIMECOL", "STEP", "SIZE", "OFFSET");
    /** What GROUP BY TUMBLE(…) and HOP(…) are rewritten to. */
    public static final WindowFunction LEGACY_TUMBLE =
            new WindowFunction(WindowKind.TUMBLE, true, "DATA", "TIMECOL", "SIZE", "OFFSET");
    public static final WindowFunction LEGACY_HOP =
            new WindowFunction(WindowKind.HOP, true, "DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET");

    private final Map<String, List<SqlOperator>> byName = new HashMap<>();
    private final List<SqlOperator> operators = new ArrayList<>();
    private final Map<SqlOperator, Function> functions = new IdentityHashMap<>();
    private final Map<SqlOperator, AggregateFunction> aggregates = new IdentityHashMap<>();

    private FlinkOperatorTable() {
        StandardOperators.addTo(this);
        MathFunctions.addTo(this);
        StringFunctions.addTo(this);
        TimeFunctions.addTo(this);
        Aggregates.addTo(this);
    }

    /** The plan's function for an operator, or null when it has none. */
    public Function function(SqlOperator operator) {
        return functions.get(operator);
    }

    /** The plan's aggregate for an operator, or null when it has none. */
    public AggregateFunction aggregate(SqlOperator operator) {
        return aggregates.get(operator);
    }

    /** Names of all functions, upper case. */
    public Set<String> functionNames() {
        Set<String> names = new TreeSet<>();
        operators.stream().filter(SqlFunction.class::isInstance)
                .forEach(operator -> names.add(operator.getName().toUpperCase(Locale.ROOT)));
        return names;
    }

    void add(SqlOperator operator, Function function) {
        add(operator);
        functions.put(operator, function);
    }

    void add(SqlOperator operator, AggregateFunction function) {
        add(operator);
        aggregates.put(operator, function);
    }

    void add(SqlOperator operator) {
        operators.add(operator);
        byName.computeIfAbsent(operator.getName().toUpperCase(Locale.ROOT), name -> new ArrayList<>()).add(operator);
    }

    /** An operator that Calcite makes out of others; no name leads to it. */
    void addInternal(SqlOperator operator, Function function) {
        functions.put(operator, function);
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        if (!name.isSimple()) {
            return;
        }
        String simple = name.getSimple().toUpperCase(Locale.ROOT);
        WindowFunction window = windowFunction(simple);
        if (window != null) {
            found.add(window);
            return;
        }
        for (SqlOperator operator : byName.getOrDefault(simple, List.of())) {
            boolean tableFunction = category != null && category.isTableFunction();
            // COUNT(*) has a syntax of its own, but is looked up like any other function.
            SqlSyntax own = operator.getSyntax() == SqlSyntax.FUNCTION_STAR ? SqlSyntax.FUNCTION : operator.getSyntax();
            if (own.family == syntax.family && !tableFunction) {
                found.add(operator);
            }
        }
    }

    /** The window table function of that name, or null. */
    public static WindowFunction windowFunction(String name) {
        return switch (name) {
            case "TUMBLE" -> TUMBLE;
            case "HOP" -> HOP;
            case "$TUMBLE" -> LEGACY_TUMBLE;
            case "$HOP" -> LEGACY_HOP;
            case "CUMULATE" -> CUMULATE;
            default -> null;
        };
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return List.copyOf(operators);
    }
}

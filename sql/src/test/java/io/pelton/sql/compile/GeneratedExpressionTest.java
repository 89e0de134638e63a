package io.pelton.sql.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Scan;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Generated code against the tree interpreter, on random expressions and rows. */
class GeneratedExpressionTest {
    private static final int PLANS = 150;
    private static final int ROWS = 40;
    private static final int COLUMNS = 4;

    @Test
    void shouldAgreeWithTheInterpreter() {
        int compared = 0;
        for (int seed = 0; seed < PLANS; seed++) {
            compared += compare(seed);
        }
        assertTrue(compared > PLANS * ROWS / 4, "too few rows could be compared: compared=" + compared);
    }

    /** Filter and projections of one plan over random rows; returns how many rows passed. */
    private static int compare(int seed) {
        RandomExpressions random = new RandomExpressions(seed);
        List<Expression> projections = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            ColumnType type = random.type();
            projections.add(random.expression(type, 3));
            columns.add(new Column("c" + i, type));
        }
        Expression condition = seed % 3 == 0 ? random.expression(Plans.BOOLEAN, 3) : null;
        Schema sink = new Schema(columns);
        CompiledPlan compiled = Plans.compile(Plans.plan(random.schema(), null, null,
                new Calc(new Scan(0, random.schema()), condition, projections, sink), sink, Map.of()));
        OperatorDefinition definition = Plans.only(compiled);
        RowLayout layout = new RowLayout(random.schema());
        int passed = 0;
        for (int i = 0; i < ROWS; i++) {
            Object[] row = random.row();
            Object expected = expected(row, condition, projections);
            OperatorResult result = new OperatorHarness(definition.factory(), definition.output())
                    .run(new OperatorScript().row(Plans.row(layout, 0, row), 0));
            String context = "seed=" + seed + " row=" + Arrays.toString(row) + "\nexpressions="
                    + projections.stream().map(Plans::show).toList()
                    + "\ncondition=" + (condition == null ? "none" : Plans.show(condition)) + "\n"
                    + compiled.source().substring(compiled.source().indexOf("public final class"));
            if (expected instanceof String failure) {
                assertTrue(failure.equals("failed") || result.rows().isEmpty(), "should be filtered: " + context);
                continue;
            }
            assertEquals(List.of(), result.deadLetters(), context);
            assertEquals(1, result.rows().size(), context);
            assertEquals(expected, Plans.read(definition.output(), result.rows().get(0)), context);
            passed++;
        }
        return passed;
    }

    /**
     * The values, "filtered", or "failed" when the interpreter can't compute the row or a text doesn't fit its column.
     */
    private static Object expected(Object[] row, Expression condition, List<Expression> projections) {
        Interpreter interpreter = new Interpreter(Arrays.asList(row));
        try {
            if (condition != null && !Boolean.TRUE.equals(interpreter.value(condition))) {
                return "filtered";
            }
            List<Object> values = new ArrayList<>();
            for (Expression projection : projections) {
                Object value = interpreter.value(projection);
                if (value instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > 255) {
                    return "failed";
                }
                values.add(value);
            }
            return values;
        } catch (Interpreter.Failure failure) {
            return "failed";
        }
    }
}

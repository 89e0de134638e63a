package io.pelton.sql.compile;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.topology.OperatorInput;
import io.pelton.operators.window.WindowAggregateSpec;
import io.pelton.operators.window.WindowSpec;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.Scan;
import io.pelton.sql.plan.UnionAll;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowAssign;
import java.util.ArrayList;
import java.util.List;

/**
 * One INSERT → operators. Calcs melt into the operators around them, a UNION ALL into the inputs of the operator above
 * it; only aggregations and window assignments, and a Calc with nothing else, become classes.
 */
final class PipelineCompiler {

    /** An operator to be compiled; {@code spec} is null but for an aggregation. */
    record Generated(
            String name, String className, String source, List<OperatorInput> inputs, RowLayout output,
            WindowAggregateSpec spec, boolean countsDistinct) {
    }

    private final int insert;
    private final List<Expression> eventTimes;
    private final CompileSettings settings;
    private final List<Generated> operators = new ArrayList<>();

    /** {@code eventTimes} holds the event time of each stream over its physical columns, null for none. */
    PipelineCompiler(int insert, List<Expression> eventTimes, CompileSettings settings) {
        this.insert = insert;
        this.eventTimes = eventTimes;
        this.settings = settings;
    }

    List<Generated> compile(Insert statement, Schema sink) {
        root(statement.root(), new RowLayout(sink));
        return operators;
    }

    private void root(PlanNode node, RowLayout output) {
        PlanNode below = node;
        Branch above = columns(node.schema());
        while (below instanceof Calc calc) {
            above = columns(calc).with(above.condition(), above.projections());
            below = calc.input();
        }
        if (below instanceof WindowAggregateNode || below instanceof WindowAssign) {
            materialize(below, above, output);
        } else {
            calc(branches(node), output);
        }
    }

    /** A branch that stands for a node's own columns. */
    private static Branch columns(Schema schema) {
        return Branch.identity(null, new RowLayout(schema), null);
    }

    private static Branch columns(Calc calc) {
        return new Branch(null, null, calc.condition(), calc.projections(), null);
    }

    private void calc(List<Branch> branches, RowLayout output) {
        String className = className("Calc");
        add("calc", className, CalcSource.write(className, branches, output), branches, output, null, false);
    }

    private String className(String kind) {
        return kind + "_" + insert + "_" + operators.size();
    }

    private int add(
            String name, String className, String source, List<Branch> branches, RowLayout output,
            WindowAggregateSpec spec,
            boolean countsDistinct) {
        List<OperatorInput> inputs = new ArrayList<>();
        branches.forEach(branch -> inputs.add(branch.input()));
        operators.add(new Generated(operators.size() + "-" + name, className, source, inputs, output, spec,
                countsDistinct));
        return operators.size() - 1;
    }

    /** The rows that a node gives, as branches over rows that exist. */
    private List<Branch> branches(PlanNode node) {
        if (node instanceof Scan scan) {
            Expression eventTime = scan.streamId() < eventTimes.size() ? eventTimes.get(scan.streamId()) : null;
            return List.of(Branch.identity(new OperatorInput(true, scan.streamId()), new RowLayout(scan.schema()),
                    eventTime));
        }
        if (node instanceof UnionAll union) {
            List<Branch> all = new ArrayList<>();
            union.inputs().forEach(input -> all.addAll(branches(input)));
            return all;
        }
        if (node instanceof Calc calc) {
            return calcBranches(calc);
        }
        RowLayout layout = new RowLayout(node.schema());
        int operator = materialize(node, columns(node.schema()), layout);
        return List.of(Branch.identity(new OperatorInput(false, operator), layout, null));
    }

    /** A Calc above an operator melts into what that emits; any other into the reading side of the operator above. */
    private List<Branch> calcBranches(Calc calc) {
        Branch above = columns(calc);
        PlanNode below = calc.input();
        while (below instanceof Calc lower) {
            above = columns(lower).with(above.condition(), above.projections());
            below = lower.input();
        }
        if (below instanceof WindowAggregateNode || below instanceof WindowAssign) {
            RowLayout layout = new RowLayout(typed(calc.schema(), above.projections()));
            int operator = materialize(below, above, layout);
            return List.of(Branch.identity(new OperatorInput(false, operator), layout, null));
        }
        List<Branch> composed = new ArrayList<>();
        for (Branch branch : branches(below)) {
            composed.add(branch.with(above.condition(), above.projections()));
        }
        return composed;
    }

    /** Names of the schema, types of the expressions: a schema may promise less (NULL) than an expression does. */
    private static Schema typed(Schema schema, List<Expression> projections) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            boolean nullable = schema.type(i).nullable() || projections.get(i).type().nullable();
            columns.add(new Column(schema.column(i).name(), schema.type(i).withNullable(nullable)));
        }
        return new Schema(columns);
    }

    private int materialize(PlanNode node, Branch above, RowLayout output) {
        return node instanceof WindowAggregateNode aggregate
                ? aggregate(aggregate, above, output) : assign((WindowAssign) node, above, output);
    }

    private int aggregate(WindowAggregateNode node, Branch above, RowLayout output) {
        List<Branch> inputs = branches(node.input());
        String className = className("Aggregate");
        Window window = node.window();
        if (window == null) {
            refuseShiftedWindows();
        }
        boolean isLocal = isLocalTime(window, node.input().schema(), node.schema());
        AggregateSource source = new AggregateSource(className, node, inputs, above, output,
                isLocal ? "zone.toLocal(%s)" : null, settings);
        WindowSpec shape = window == null ? WindowSpec.attached() : new WindowSpec(
                WindowSpec.Kind.valueOf(window.kind().name()), window.sizeMs(), window.slideMs(),
                offset(window, isLocal));
        WindowAggregateSpec spec = new WindowAggregateSpec(shape, source.keyBytes(), source.accumulatorBytes(),
                settings.maxKeys(), settings.keyGroups(), settings.aheadMaxMs(), settings.allowedLatenessMs());
        String text = source.write();
        return add("window-aggregate", className, text, inputs, output, spec, source.countsDistinct());
    }

    /** Rows that carry bounds shown in a local zone would be compared with a watermark that isn't. */
    private void refuseShiftedWindows() {
        boolean hasLtz = eventTimes.stream()
                .anyMatch(time -> time != null && time.type().kind() == TypeKind.TIMESTAMP_LTZ);
        if (hasLtz && !settings.isUtc()) {
            throw new CompileException("aggregating by the window_start and window_end of a windowed result needs"
                    + " 'table.local-time-zone' = 'UTC' or a TIMESTAMP(3) time attribute; or use a window function over"
                    + " window_time: zone=" + settings.zone());
        }
    }

    private int assign(WindowAssign node, Branch above, RowLayout output) {
        List<Branch> inputs = branches(node.input());
        String className = className("Assign");
        boolean isLocal = isLocalTime(node.window(), node.input().schema(), node.schema());
        String source = new AssignSource(node, output, isLocal ? "zone.toLocal(%s)" : null,
                offset(node.window(), isLocal))
                .write(className, inputs, above);
        return add("window-assign", className, source, inputs, output, null, false);
    }

    /**
     * True when window bounds are shown in the session's zone: the time attribute is TIMESTAMP_LTZ and the zone isn't
     * UTC.
     */
    private boolean isLocalTime(Window window, Schema input, Schema schema) {
        boolean isLtz = window != null
                ? input.type(window.timeColumn()).kind() == TypeKind.TIMESTAMP_LTZ
                : schema.type(schema.size() - 1).kind() == TypeKind.TIMESTAMP_LTZ;
        return isLtz && !settings.isUtc();
    }

    private long offset(Window window, boolean isLocal) {
        long slide = window.slideMs();
        return isLocal ? Math.floorMod(window.offsetMs() - settings.zoneOffsetMs(slide), slide) : window.offsetMs();
    }
}

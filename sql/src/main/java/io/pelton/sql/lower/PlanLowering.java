package io.pelton.sql.lower;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.Scan;
import io.pelton.sql.plan.UnionAll;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAssign;
import io.pelton.sql.signature.WindowFunction;
import io.pelton.sql.type.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Relational algebra → physical plan, one query at a time. */
public final class PlanLowering {
    private final Map<StreamTable, Integer> streamIds;
    private final ExpressionLowering expressions;
    private final Function<RelNode, SqlParserPos> places;
    private int windows;

    /**
     * @param streamIds of the tables that the script reads
     * @param places    where a step stands in the script, or null
     */
    public PlanLowering(
            RexBuilder builder,
            Map<StreamTable, Integer> streamIds,
            Function<RelNode, SqlParserPos> places) {
        this.streamIds = Map.copyOf(streamIds);
        this.expressions = new ExpressionLowering(builder);
        this.places = places;
    }

    /** The plan of a query; {@link UnsupportedException} when it has none. */
    public PlanNode lower(RelNode query) {
        return convert(query).node();
    }

    private Lowered convert(RelNode node) {
        try {
            return dispatch(node);
        } catch (UnsupportedException e) {
            throw e.placed(places.apply(node));
        }
    }

    private Lowered dispatch(RelNode node) {
        if (node instanceof TableScan scan) {
            return scan(scan);
        }
        if (node instanceof Project project) {
            return project(project);
        }
        if (node instanceof Filter filter) {
            Lowered input = convert(filter.getInput());
            return new Lowered(Calcs.filter(input.node(), expressions.lower(filter.getCondition())), input.traits());
        }
        if (node instanceof TableFunctionScan function) {
            return window(function);
        }
        if (node instanceof Aggregate aggregate) {
            Lowered input = convert(aggregate.getInput());
            return new AggregateLowering(input, aggregate, ++windows).lower();
        }
        if (node instanceof Union union) {
            return union(union);
        }
        throw new UnsupportedException(node.getRelTypeName() + " is not supported yet", "");
    }

    private Lowered scan(TableScan scan) {
        StreamTable.Definition table = scan.getTable().unwrapOrThrow(StreamTable.class).definition();
        PlanNode node = new Scan(streamIds.get(scan.getTable().unwrapOrThrow(StreamTable.class)), table.physical());
        if (!table.plain()) {
            node = Calcs.project(node, table.columns(), table.rowType().getFieldNames());
        }
        List<ColumnTrait> traits = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            traits.add(i == table.eventTime() ? ColumnTrait.EVENT_TIME : ColumnTrait.NONE);
        }
        return new Lowered(node, traits);
    }

    private Lowered project(Project project) {
        Lowered input = convert(project.getInput());
        if (RexOver.containsOver(project.getProjects(), null)) {
            throw new UnsupportedException("OVER windows are not supported yet",
                    "use a window table function such as TUMBLE or HOP");
        }
        List<Expression> projections = project.getProjects().stream().map(expressions::lower).toList();
        List<ColumnTrait> traits = new ArrayList<>();
        for (RexNode projection : project.getProjects()) {
            traits.add(projection instanceof RexInputRef reference
                    ? input.traits().get(reference.getIndex()) : ColumnTrait.NONE);
        }
        return new Lowered(Calcs.project(input.node(), projections, project.getRowType().getFieldNames()), traits);
    }

    private Lowered window(TableFunctionScan scan) {
        if (!(scan.getCall() instanceof RexCall call) || !(call.getOperator() instanceof WindowFunction)) {
            throw new UnsupportedException("the table function " + scan.getCall() + " is not supported yet", "");
        }
        if (scan.getInputs().size() != 1) {
            throw new UnsupportedException("a window function reads one table: inputs=" + scan.getInputs().size(), "");
        }
        Lowered input = convert(scan.getInput(0));
        Window window = Windows.of(call);
        ColumnType time = input.node().schema().type(window.timeColumn());
        if (!input.traits().get(window.timeColumn()).eventTime()) {
            throw new UnsupportedException("a window needs a time attribute, and `"
                    + input.node().schema().column(window.timeColumn()).name() + "` is computed from one",
                    "pass the WATERMARK column, or the window_time of an earlier window, through unchanged");
        }
        List<Column> columns = new ArrayList<>(input.node().schema().columns());
        columns.addAll(windowColumns(time));
        WindowAssign assign = new WindowAssign(input.node(), window, new Schema(columns));
        List<ColumnTrait> traits = new ArrayList<>(input.traits());
        int id = ++windows;
        for (ColumnTrait.Bound bound : ColumnTrait.Bound.values()) {
            traits.add(ColumnTrait.of(bound, id));
        }
        return new Lowered(assign, traits);
    }

    /** window_start, window_end and window_time over a time attribute of this type. */
    static List<Column> windowColumns(ColumnType time) {
        ColumnType bound = ColumnType.timestamp(3).notNull();
        return List.of(new Column("window_start", bound), new Column("window_end", bound),
                new Column("window_time", new ColumnType(time.kind(), 3, 0, false)));
    }

    private Lowered union(Union union) {
        if (!union.all) {
            throw new UnsupportedException("UNION would have to remember every row to remove duplicates",
                    "write UNION ALL");
        }
        List<Lowered> inputs = union.getInputs().stream().map(this::convert).toList();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < union.getRowType().getFieldCount(); i++) {
            columns.add(new Column(union.getRowType().getFieldNames().get(i),
                    ColumnTypes.of(union.getRowType().getFieldList().get(i).getType())));
        }
        Schema schema = new Schema(columns);
        List<PlanNode> nodes = new ArrayList<>();
        for (Lowered input : inputs) {
            nodes.add(cast(input.node(), schema));
        }
        List<ColumnTrait> traits = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int column = i;
            boolean time = inputs.stream().allMatch(input -> input.traits().get(column).eventTime());
            traits.add(time ? ColumnTrait.EVENT_TIME : ColumnTrait.NONE);
        }
        return new Lowered(new UnionAll(nodes, schema), traits);
    }

    private static PlanNode cast(PlanNode node, Schema schema) {
        List<Expression> casts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            casts.add(Casts.cast(new InputReference(i, node.schema().type(i)), schema.type(i)));
            names.add(schema.column(i).name());
        }
        return Calcs.project(node, casts, names);
    }
}

package io.pelton.sql.analyze;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.util.ImmutableBitSet;

/** Validated syntax → relational algebra, as it stands: nothing is simplified or reordered here. */
final class QueryConverter extends SqlToRelConverter {
    private static final Config CONVERT = SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderConfigTransform(config -> config
                    .withSimplify(false).withSimplifyValues(false).withSimplifyLimit(false)
                    .withPruneInputOfAggregate(false).withBloat(-1));

    private final Map<String, SqlParserPos> places;

    /** @param places receives where the steps that may be refused stand in the statement; keyed by their text */
    QueryConverter(
            SqlValidator validator,
            CalciteCatalogReader reader,
            RelOptCluster cluster,
            Map<String, SqlParserPos> places) {
        super((rowType, queryString, schemaPath, viewPath) -> {
            throw new IllegalStateException("views are tables here: view=" + viewPath);
        }, validator, reader, cluster, Convertlets.INSTANCE, CONVERT);
        this.places = places;
    }

    @Override
    protected RelNode createAggregate(
            Blackboard board, ImmutableBitSet groupSet, ImmutableList<ImmutableBitSet> groupSets,
            List<AggregateCall> calls) {
        RelNode aggregate = super.createAggregate(board, groupSet, groupSets, calls);
        if (board.scope != null && board.scope.getNode() instanceof SqlSelect select) {
            boolean grouped = select.getGroup() != null && !select.getGroup().isEmpty();
            SqlNode at = grouped ? select.getGroup() : select.getSelectList();
            remember(aggregate instanceof Project ? aggregate.getInput(0) : aggregate, at.getParserPosition());
        }
        return aggregate;
    }

    @Override
    protected void afterTableFunction(Blackboard board, SqlCall call, LogicalTableFunctionScan scan) {
        remember(scan, call.getParserPosition());
        super.afterTableFunction(board, call, scan);
    }

    /** Steps are copied on their way, so they are known by what they do; the first of two equal ones counts. */
    private void remember(RelNode step, SqlParserPos at) {
        places.putIfAbsent(RelOptUtil.toString(step), at);
    }

    RelNode convert(SqlNode validated) {
        return convertQuery(validated, false, true).project();
    }
}

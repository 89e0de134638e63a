package io.pelton.sql.analyze;

import io.pelton.sql.catalog.Catalog;
import io.pelton.sql.parse.Refusal;
import io.pelton.sql.type.FlinkTypeFactory;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite's machinery around one script's catalog. */
final class SqlSession {
    static final String TIME_ZONE = "table.local-time-zone";

    private final FlinkTypeFactory types = new FlinkTypeFactory();
    private final RexBuilder expressions = new RexBuilder(types);
    private final RelOptCluster cluster =
            RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), expressions);
    private final Catalog catalog = new Catalog();
    private final Map<String, SqlParserPos> places = new HashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    FlinkTypeFactory types() {
        return types;
    }

    RexBuilder expressions() {
        return expressions;
    }

    Catalog catalog() {
        return catalog;
    }

    /** SET values in effect so far. */
    Map<String, String> settings() {
        return settings;
    }

    /** Where a step stands in its statement, or null. */
    SqlParserPos place(RelNode step) {
        return places.get(RelOptUtil.toString(step));
    }

    void set(String key, String value, SqlNode at) {
        if (key.equals(TIME_ZONE)) {
            try {
                ZoneId.of(value);
            } catch (DateTimeException e) {
                throw new Refusal(at, "`" + value + "` is not a time zone",
                        "write for example 'UTC' or 'Europe/Berlin'");
            }
        }
        settings.put(key, value);
    }

    /** The same rows under other column names. */
    RelNode rename(RelNode query, List<String> names) {
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(expressions.makeInputRef(query, i));
        }
        return LogicalProject.create(query, List.of(), columns, names, Set.of());
    }

    FlinkValidator validator() {
        return new FlinkValidator(catalog.reader(types), types);
    }

    /** Validates a query and converts it. */
    RelNode convert(SqlNode query) {
        QuerySyntax.check(query);
        SqlNode rewritten = LegacyWindows.rewrite(query);
        CalciteCatalogReader reader = catalog.reader(types);
        FlinkValidator validator = new FlinkValidator(reader, types);
        SqlNode validated = validator.validate(rewritten);
        checkTypes(validated, validator);
        return new QueryConverter(validator, reader, cluster, places).convert(validated);
    }

    private static void checkTypes(SqlNode validated, FlinkValidator validator) {
        for (RelDataTypeField field : validator.getValidatedNodeType(validated).getFieldList()) {
            if (field.getType().getSqlTypeName() == SqlTypeName.NULL) {
                throw new Refusal(validated, "the column `" + field.getName() + "` is NULL without a type",
                        "give it one, for example CAST(NULL AS STRING)");
            }
        }
    }

    /** Validates and converts an expression over named columns. */
    RexNode expression(SqlNode expression, Map<String, RelDataType> columnTypes, Map<String, RexNode> columns) {
        CalciteCatalogReader reader = catalog.reader(types);
        FlinkValidator validator = new FlinkValidator(reader, types);
        SqlNode validated = validator.validateParameterizedExpression(expression, columnTypes);
        return new QueryConverter(validator, reader, cluster, places).convertExpression(validated, columns);
    }
}

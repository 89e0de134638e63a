package io.pelton.sql.analyze;

import io.pelton.sql.catalog.QueryView;
import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.diagnostic.Diagnostics;
import io.pelton.sql.diagnostic.Position;
import io.pelton.sql.lower.UnsupportedException;
import io.pelton.sql.parse.ParsedScript;
import io.pelton.sql.parse.ParsedStatement;
import io.pelton.sql.parse.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlReset;
import org.apache.flink.sql.parser.ddl.SqlSet;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableLike;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.dml.RichSqlInsert;

/** Walks through a script's statements in order. One per script. */
public final class ScriptAnalyzer {
    private final Diagnostics diagnostics;
    private final SqlSession session = new SqlSession();
    private final PlanAssembler assembler;
    private final List<AnalyzedQuery> queries = new ArrayList<>();
    /** Names whose declaration was refused: that they are missing later is no news. */
    private final Set<String> refused = new HashSet<>();

    private ScriptAnalyzer(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.assembler = new PlanAssembler(session);
    }

    /** What the statements mean; null when any of them was refused. */
    public static Analysis analyze(ParsedScript script, Diagnostics diagnostics) {
        ScriptAnalyzer analyzer = new ScriptAnalyzer(diagnostics);
        analyzer.refused.addAll(script.lost());
        for (ParsedStatement statement : script.statements()) {
            analyzer.guarded(statement, statement.node(), () -> analyzer.statement(statement));
        }
        return analyzer.finish();
    }

    private Analysis finish() {
        List<PlannedQuery> planned = new ArrayList<>();
        Map<StreamTable, Integer> streams = assembler.streamIds(queries);
        for (AnalyzedQuery query : queries) {
            guarded(query.statement(), query.query(), () -> planned.add(assembler.plan(query, streams)));
        }
        return diagnostics.hasErrors() ? null : new Analysis(session.settings(), streams,
                session.catalog().streamTables(), planned);
    }

    private void guarded(ParsedStatement statement, SqlNode at, Runnable work) {
        try {
            work.run();
        } catch (Refusal e) {
            refuse(statement, e);
        } catch (UnsupportedException e) {
            refuse(statement, new Refusal(e.at().getLineNum() > 0 ? e.at() : at.getParserPosition(), e.getMessage(),
                    e.mend()));
        } catch (CalciteContextException e) {
refuse(statement, new ErrorTexts(session.catalog()).explain(e));
        } catch (CalciteException e) {
            refuse(statement, new Refusal(at, String.valueOf(e.getMessage()), ""));
        } catch (RuntimeException | AssertionError e) {
            // Calcite answers some questions with whatever exception comes along; a place in the script is worth more.
            refuse(statement, new Refusal(at, "this statement could not be understood: " + firstLine(e),
                    "try it in a simpler form; this is a defect, please report it"));
        }
    }

    private static String firstLine(Throwable problem) {
        String text = problem.getClass().getSimpleName() + " " + problem.getMessage();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private void refuse(ParsedStatement statement, Refusal refusal) {
        String declared = declaredName(statement.node());
        if (declared != null) {
            refused.add(declared);
        }
        boolean follows = refused.stream().anyMatch(name ->
                refusal.getMessage().equals(ErrorTexts.noTable(name)));
        if (!follows) {
            Position position = statement.positions().position(refusal.at());
            diagnostics.error(position, refusal.getMessage(), refusal.mend());
        }
    }

    private static String declaredName(SqlNode node) {
        if (node instanceof SqlCreateTable table) {
            return Names.simple(table.getName());
        }
        return node instanceof SqlCreateView view ? Names.simple(view.getName()) : null;
    }

    private void statement(ParsedStatement statement) {
        SqlNode node = statement.node();
        if (node instanceof SqlSet set) {
            set(set);
        } else if (node instanceof SqlReset) {
            throw new Refusal(node, "RESET is not supported in a script", "leave out the SET that it takes back");
        } else if (node instanceof SqlCreateTableAs || node instanceof SqlCreateTableLike) {
            throw new Refusal(node, "CREATE TABLE … AS and … LIKE are not supported yet",
                    "write the columns, and an INSERT");
        } else if (node instanceof SqlCreateTable table) {
            declare(table.getName(), table.isIfNotExists(), false, () -> TableBuilder.build(session, table));
        } else if (node instanceof SqlCreateView view) {
            declare(view.getName(), view.isIfNotExists(), view.getReplace(), () -> view(view));
        } else if (node instanceof RichSqlInsert insert) {
            queries.add(insert(statement, insert));
        } else if (node.isA(SqlKind.QUERY) || node.getKind() == SqlKind.WITH || node.getKind() == SqlKind.ORDER_BY) {
            queries.add(new AnalyzedQuery(statement, node, session.convert(node), null, null));
        } else {
            throw new Refusal(node, "this statement is not supported",
                    "supported: SET, CREATE TABLE, CREATE VIEW, INSERT INTO … SELECT, EXECUTE STATEMENT SET, "
                    + "EXPLAIN, SELECT");
        }
    }

    private void set(SqlSet set) {
        if (set.getKey() == null) {
            throw new Refusal(set, "SET without a key shows settings in a shell; a script has no use for it",
                    "write SET 'key' = 'value'");
        }
        session.set(set.getKeyString(), set.getValueString(), set.getValue());
    }

    private void declare(SqlIdentifier identifier, boolean ifNotExists, boolean replace, Supplier<Table> table) {
        String name = Names.simple(identifier);
        Table existing = session.catalog().get(name);
        if (existing != null && ifNotExists) {
            return;
        }
        if (existing != null && !replace) {
            throw new Refusal(identifier, "there is a table or view `" + name + "` already", "rename one of them");
        }
        session.catalog().put(name, table.get());
    }

    private Table view(SqlCreateView view) {
        RelNode query = session.convert(view.getQuery());
        SqlNodeList fields = view.getFieldList();
        if (!fields.isEmpty()) {
            if (fields.size() != query.getRowType().getFieldCount()) {
                throw new Refusal(fields, "the view names " + fields.size() + " columns and its query gives "
                        + query.getRowType().getFieldCount(), "name each column once");
            }
            List<String> names = fields.getList().stream().map(field -> ((SqlIdentifier) field).getSimple()).toList();
            query = session.rename(query, names);
        }
        assembler.probe(query);
        return new QueryView(query);
    }

    private AnalyzedQuery insert(ParsedStatement statement, RichSqlInsert insert) {
        if (insert.isOverwrite() || insert.isUpsert()) {
            throw new Refusal(insert, "only INSERT INTO is supported",
                    "results are only ever added: write INSERT INTO");
        }
        if (!insert.getStaticPartitions().isEmpty()) {
            throw new Refusal(insert.getStaticPartitions(), "PARTITION is not supported yet", "leave it out");
        }
        if (!(insert.getTargetTable() instanceof SqlIdentifier target)) {
            throw new Refusal(insert.getTargetTable(), "hints are not supported",
                    "put the options into CREATE TABLE … WITH");
        }
        Table table = session.catalog().get(Names.simple(target));
        if (table == null) {
            throw new Refusal(target, ErrorTexts.noTable(Names.simple(target)),
                    Names.didYouMean(Names.simple(target), session.catalog().names()));
        }
        if (!(table instanceof StreamTable sink)) {
            throw new Refusal(target, "`" + target + "` is a view; rows can't be written to it", "insert into a table");
        }
        RelNode query = session.convert(insert.getSource());
        List<SqlNode> columns = insert.getTargetColumnList() == null ? null : insert.getTargetColumnList().getList();
        return new AnalyzedQuery(statement, insert.getSource(), query, sink, columns);
    }
}

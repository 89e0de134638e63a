package io.pelton.sql.analyze;

import io.pelton.sql.parse.Refusal;
import io.pelton.sql.signature.FlinkOperatorTable;
import io.pelton.sql.signature.WindowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;

/**
 * Turns {@code GROUP BY k, TUMBLE(ts, size)} into the table function form, so that there is one kind of window:
 *
 * <pre>
 * SELECT k, TUMBLE_START(ts, size) FROM t WHERE w GROUP BY k, TUMBLE(ts, size)
 * SELECT k, $window_start FROM TABLE($TUMBLE(TABLE t, DESCRIPTOR(ts), size)) WHERE w
 *     GROUP BY k, $window_start, $window_end, $window_time
 * </pre>
 *
 * (Calcite's own conversion of the old form gives wrong window ends for some of them, silently.)
 */
final class LegacyWindows extends SqlShuttle {
    private static final String PREFIX = WindowFunction.LEGACY_PREFIX;

    private LegacyWindows() {
    }

    static SqlNode rewrite(SqlNode query) {
        return query.accept(new LegacyWindows());
    }

    @Override
    public SqlNode visit(SqlCall call) {
        SqlNode visited = super.visit(call);
        return visited instanceof SqlSelect select ? select(select) : visited;
    }

    private static SqlNode select(SqlSelect select) {
        SqlCall window = groupWindow(select);
        if (window == null) {
            new Auxiliaries(null).refuseIn(select);
            return select;
        }
        if (select.getFrom() == null) {
            throw new Refusal(window, windowName(window) + " needs a table in FROM", "");
        }
        SqlSelect result = (SqlSelect) select.clone(select.getParserPosition());
        result.setFrom(from(select.getFrom(), window));
        List<SqlNode> groups = new ArrayList<>();
        for (SqlNode group : select.getGroup()) {
            if (group != window) {
                groups.add(group);
            }
        }
        SqlParserPos at = window.getParserPosition();
        for (String column : List.of("window_start", "window_end", "window_time")) {
            groups.add(new SqlIdentifier(PREFIX + column, at));
        }
        result.setGroupBy(new SqlNodeList(groups, select.getGroup().getParserPosition()));
        Auxiliaries auxiliaries = new Auxiliaries(window);
        result.setSelectList(selectList(select.getSelectList(), auxiliaries));
        if (select.getHaving() != null) {
            result.setHaving(select.getHaving().accept(auxiliaries));
        }
        return result;
    }

    private static SqlCall groupWindow(SqlSelect select) {
        SqlCall found = null;
        if (select.getGroup() == null) {
            return null;
        }
        for (SqlNode group : select.getGroup()) {
            if (group instanceof SqlCall call && isWindow(call)) {
                if (found != null) {
                    throw new Refusal(call, "GROUP BY takes one window",
                            "put the second window into a query of its own that reads the first one's result");
                }
                found = call;
            }
        }
        return found;
    }

    private static boolean isWindow(SqlCall call) {
        String name = windowName(call);
        return call.getOperator() instanceof SqlFunction && (name.equals("TUMBLE") || name.equals("HOP"));
    }

    private static String windowName(SqlCall call) {
        return call.getOperator().getName().toUpperCase(Locale.ROOT).replace("$", "");
    }

    private static SqlNode from(SqlNode from, SqlCall window) {
        SqlParserPos at = window.getParserPosition();
        SqlNode table = from;
        SqlNode alias = null;
        if (from.getKind() == SqlKind.AS) {
            table = ((SqlCall) from).operand(0);
            alias = ((SqlCall) from).operand(1);
            if (((SqlCall) from).operandCount() > 2) {
                throw new Refusal(from, "renamed columns can't be read by GROUP BY " + windowName(window) + " yet",
                        "rename them in a view or a subquery");
            }
        } else if (from instanceof SqlIdentifier name) {
            alias = new SqlIdentifier(name.names.get(name.names.size() - 1), name.getParserPosition());
        }
        List<SqlNode> operands = new ArrayList<>();
        operands.add(table instanceof SqlIdentifier
                ? SqlStdOperatorTable.EXPLICIT_TABLE.createCall(table.getParserPosition(), table) : table);
        operands.add(SqlStdOperatorTable.DESCRIPTOR.createCall(window.operand(0).getParserPosition(),
                timeColumn(window)));
        for (int i = 1; i < window.operandCount(); i++) {
            operands.add(window.operand(i));
        }
        WindowFunction function = windowName(window).equals("TUMBLE")
                ? FlinkOperatorTable.LEGACY_TUMBLE : FlinkOperatorTable.LEGACY_HOP;
        int fewest = function.getOperandCountRange().getMin();
        if (operands.size() < fewest || operands.size() > fewest + 1) {
            throw new Refusal(window, windowName(window) + " takes a time attribute and "
                    + (fewest == 3 ? "a size" : "a slide and a size"), "write for example: "
                    + (fewest == 3 ? "TUMBLE(ts, INTERVAL '1' MINUTE)"
                    : "HOP(ts, INTERVAL '10' SECOND, INTERVAL '1' MINUTE)"));
        }
        SqlNode result = SqlStdOperatorTable.COLLECTION_TABLE.createCall(at, function.createCall(at, operands));
        return alias == null ? result : SqlStdOperatorTable.AS.createCall(from.getParserPosition(), result, alias);
    }

    private static SqlNode timeColumn(SqlCall window) {
        if (window.operandCount() > 0 && window.operand(0) instanceof SqlIdentifier column) {
            return column.getComponent(column.names.size() - 1);
        }
        throw new Refusal(window, windowName(window) + " needs a time attribute as its first argument",
                "name the WATERMARK column of the table");
    }

    private static SqlNodeList selectList(SqlNodeList list, Auxiliaries auxiliaries) {
        List<SqlNode> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            SqlNode item = list.get(i);
            SqlNode rewritten = item.accept(auxiliaries);
            boolean bare = rewritten instanceof SqlIdentifier && !(item instanceof SqlIdentifier);
            items.add(bare ? SqlStdOperatorTable.AS.createCall(item.getParserPosition(), rewritten,
                    new SqlIdentifier("EXPR$" + i, item.getParserPosition())) : rewritten);
        }
        return new SqlNodeList(items, list.getParserPosition());
    }

    /** Replaces TUMBLE_START(…) and its like by the window's columns. */
    private static final class Auxiliaries extends SqlShuttle {
        private final SqlCall window;

        Auxiliaries(SqlCall window) {
            this.window = window;
        }

        /** Refuses them where no window is grouped by. */
        void refuseIn(SqlSelect select) {
            if (select.getSelectList() != null) {
                select.getSelectList().accept(this);
            }
            if (select.getHaving() != null) {
                select.getHaving().accept(this);
            }
        }

        @Override
        public SqlNode visit(SqlCall call) {
            if (call instanceof SqlSelect) {
                return call;
            }
            String name = windowName(call);
            int cut = name.indexOf('_');
            boolean auxiliary = call instanceof SqlBasicCall && cut > 0 && call.getOperator() instanceof SqlFunction
                    && (name.startsWith("TUMBLE_") || name.startsWith("HOP_"));
            return auxiliary ? column(call, name, name.substring(0, cut), name.substring(cut + 1)) : super.visit(call);
        }

        private SqlNode column(SqlCall call, String name, String kind, String part) {
            if (window == null || !windowName(window).equals(kind)) {
                throw new Refusal(call, name + " without GROUP BY " + kind + "(…)",
                        window == null ? "write GROUP BY " + kind
                        + "(…) with the same arguments; over a table function use window_start and window_end"
                                : "use " + windowName(window) + "_" + part);
            }
            boolean same = call.operandCount() == window.operandCount();
            for (int i = 0; same && i < call.operandCount(); i++) {
                same = call.operand(i).equalsDeep(window.operand(i), Litmus.IGNORE)
                        || i == 0 && call.operand(0) instanceof SqlIdentifier column
                        && Names.simple(column).equals(Names.simple(window.operand(0)));
            }
            if (!same) {
                throw new Refusal(call, name + " must have the arguments of GROUP BY " + kind + "(…)",
                        "write " + name + window.toString().substring(window.toString().indexOf('(')).replace("`", ""));
            }
            String column = switch (part) {
                case "START" -> "window_start";
                case "END" -> "window_end";
                case "ROWTIME" -> "window_time";
                default -> throw new Refusal(call,
                        "processing time windows are not supported: results would differ from run to run",
                        "use an event time: " + kind + "_ROWTIME");
            };
            return new SqlIdentifier(PREFIX + column, call.getParserPosition());
        }
    }
}

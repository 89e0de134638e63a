package io.pelton.sql.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds reserved words that stand where only a name can stand, for example the column in
 * {@code WATERMARK FOR timestamp AS timestamp - INTERVAL '5' SECOND}. Where the word could be a type
 * ({@code CAST(x AS TIMESTAMP)}) or begin a literal ({@code DATE '2026-01-01'}) it is left alone.
 */
final class ReservedNames {
    /** Words that begin types and literals; everything else about them is unambiguous. */
    private static final Set<String> TIME_WORDS = Set.of("TIMESTAMP", "DATE", "TIME");
    /**
     * Reserved words that begin nothing in the statements we take; quoted once the script has declared such a column.
     */
    private static final Set<String> PLAIN_WORDS =
            Set.of("VALUE", "START", "METHOD", "RESULT", "LANGUAGE", "MODULE", "SYSTEM", "PERIOD", "POSITION",
            "PERCENT", "POWER");
    private static final Set<String> CONSTRAINTS = Set.of("WATERMARK", "PRIMARY", "CONSTRAINT", "UNIQUE");

    private final Set<String> declared = new HashSet<>();

    /** The tokens of a statement that have to be quoted. */
    List<Token> find(List<Token> statement) {
        List<Token> found = new ArrayList<>();
        List<String> callees = new ArrayList<>();
        boolean table = isCreateTable(statement);
        boolean columns = false;
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            if (token.isSymbol('(')) {
                columns |= table && callees.isEmpty();
                callees.add(i > 0 ? statement.get(i - 1).text().toUpperCase(Locale.ROOT) : "");
            } else if (token.isSymbol(')') && !callees.isEmpty()) {
                callees.remove(callees.size() - 1);
                table &= !callees.isEmpty();
            } else if (token.kind() == Token.Kind.WORD) {
                boolean inColumns = table && columns && callees.size() == 1;
                if (isName(statement, i, inColumns, callees)) {
                    found.add(token);
                }
            }
        }
        return found;
    }

    private boolean isName(List<Token> statement, int i, boolean inColumns, List<String> callees) {
        String word = statement.get(i).text().toUpperCase(Locale.ROOT);
        if (word.equals("OFFSET") && isArgumentName(statement, i)) {
            return true;
        }
        boolean timeWord = TIME_WORDS.contains(word);
        if (!timeWord && !PLAIN_WORDS.contains(word)) {
            return false;
        }
        Token before = i > 0 ? statement.get(i - 1) : null;
        Token after = i + 1 < statement.size() ? statement.get(i + 1) : null;
        if (inColumns && before != null && (before.isSymbol('(') || before.isSymbol(','))) {
            declared.add(word);
            return true;
        }
        boolean typePosition = inColumns && i > 1 && isColumnStart(statement.get(i - 2)) && isColumnName(before);
        if (typePosition || after != null && (after.kind() == Token.Kind.STRING || after.isSymbol('('))) {
            return false;
        }
        if (!timeWord) {
            return declared.contains(word) && !insideJsonObject(callees);
        }
        boolean castType = before != null && before.isWord("AS") && isCast(callees);
        boolean zoned = after != null && (after.isWord("WITH") || after.isWord("WITHOUT"));
        return !castType && !zoned && !(before != null && before.isSymbol('<') && isCollection(statement, i - 2));
    }

    /** {@code OFFSET => …} in a window function's named arguments. */
    private static boolean isArgumentName(List<Token> statement, int i) {
        return i + 2 < statement.size() && statement.get(i + 1).isSymbol('=') && statement.get(i + 2).isSymbol('>');
    }

    private static boolean isColumnStart(Token token) {
        return token.isSymbol('(') || token.isSymbol(',');
    }

    private static boolean isColumnName(Token token) {
        return token.kind() == Token.Kind.QUOTED
                || token.kind() == Token.Kind.WORD && !CONSTRAINTS.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private static boolean isCast(List<String> callees) {
        String callee = callees.isEmpty() ? "" : callees.get(callees.size() - 1);
        return callee.equals("CAST") || callee.equals("TRY_CAST");
    }

    private static boolean insideJsonObject(List<String> callees) {
        return callees.contains("JSON_OBJECT") || callees.contains("JSON_OBJECTAGG");
    }

    private static boolean isCollection(List<Token> statement, int i) {
        return i >= 0 && (statement.get(i).isWord("ARRAY") || statement.get(i).isWord("MAP")
                || statement.get(i).isWord("MULTISET"));
    }

    private static boolean isCreateTable(List<Token> statement) {
        return statement.size() > 2 && statement.get(0).isWord("CREATE")
                && (statement.get(1).isWord("TABLE")
                || statement.get(1).isWord("TEMPORARY") && statement.get(2).isWord("TABLE"));
    }
}

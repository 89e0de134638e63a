package io.pelton.sql.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script's tokens at the semicolons that end a statement. {@code EXECUTE STATEMENT SET BEGIN … END} is one
 * statement although its INSERTs end in semicolons; so is the older {@code BEGIN STATEMENT SET; … END}.
 */
final class StatementSplitter {
    private StatementSplitter() {
    }

    /** Statements without their semicolon; none is empty. */
    static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        boolean insideSet = false;
        for (Token token : tokens) {
            if (!token.isSymbol(';')) {
                current.add(token);
                continue;
            }
            insideSet |= statementSetBody(current) >= 0;
            if (insideSet && !endsStatementSet(current)) {
                current.add(token);
                continue;
            }
            insideSet = false;
            if (!current.isEmpty()) {
                statements.add(current);
                current = new ArrayList<>();
            }
        }
        if (!current.isEmpty()) {
            statements.add(current);
        }
        return statements;
    }

    /** Cuts at every semicolon. */
    static List<List<Token>> cut(List<Token> tokens) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        for (Token token : tokens) {
            if (!token.isSymbol(';')) {
                current.add(token);
            } else if (!current.isEmpty()) {
                statements.add(current);
                current = new ArrayList<>();
            }
        }
        if (!current.isEmpty()) {
            statements.add(current);
        }
        return statements;
    }

    /** Index of the first token inside a statement set, or -1 when the statement is no set. */
    static int statementSetBody(List<Token> statement) {
        int first = !statement.isEmpty() && statement.get(0).isWord("EXPLAIN") ? 1 : 0;
        if (startsWith(statement, first, "EXECUTE", "STATEMENT", "SET", "BEGIN")) {
            return first + 4;
        }
        if (startsWith(statement, first, "STATEMENT", "SET", "BEGIN")
                || startsWith(statement, first, "BEGIN", "STATEMENT", "SET")) {
            return first + 3;
        }
        return -1;
    }

    private static boolean endsStatementSet(List<Token> statement) {
        int last = statement.size() - 1;
        return statement.get(last).isWord("END") && statement.get(last - 1).isSymbol(';');
    }

    private static boolean startsWith(List<Token> statement, int from, String... words) {
        if (statement.size() < from + words.length) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!statement.get(from + i).isWord(words[i])) {
                return false;
            }
        }
        return true;
    }
}

package io.pelton.sql.parse;

import io.pelton.sql.diagnostic.Diagnostics;
import io.pelton.sql.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Cuts a script into tokens. What is left open (a string, a comment) is reported where it was opened. */
final class Tokenizer {
    private final SourceText source;
    private final String text;
    private final Diagnostics diagnostics;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.text = source.text();
        this.diagnostics = diagnostics;
    }

    static List<Token> tokens(SourceText source, Diagnostics diagnostics) {
        Tokenizer tokenizer = new Tokenizer(source, diagnostics);
        while (tokenizer.at < tokenizer.text.length()) {
            tokenizer.next();
        }
        return tokenizer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            skipComment();
        } else if (c == '\'') {
            quoted('\'', Token.Kind.STRING, "this string is not closed",
                    "close it with ' (a quote inside is written '')");
        } else if (c == '`') {
            quoted('`', Token.Kind.QUOTED, "this quoted name is not closed", "close it with `");
        } else if (Character.isJavaIdentifierStart(c)) {
            word();
        } else if (Character.isDigit(c)) {
            number();
        } else {
            add(Token.Kind.SYMBOL, at + 1);
        }
    }

    private void skipComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            diagnostics.error(source.position(at, at + 2), "this comment is not closed", "close it with */");
            at = text.length();
        } else if (text.startsWith("/*+", at)) {
            // A hint looks like a comment, but means something to the parser.
            add(Token.Kind.SYMBOL, end + 2);
        } else {
            at = end + 2;
        }
    }

    private void quoted(char quote, Token.Kind kind, String problem, String mend) {
        int end = at + 1;
        while (end < text.length()) {
            if (text.charAt(end) != quote) {
                end++;
            } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                end += 2;
            } else {
                add(kind, end + 1);
                return;
            }
        }
        diagnostics.error(source.position(at, at + 1), problem, mend);
        add(kind, text.length());
    }

    private void word() {
        int end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        add(Token.Kind.WORD, end);
    }

    private void number() {
        int end = at + 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        add(Token.Kind.NUMBER, end);
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, at, end, text.substring(at, end)));
        at = end;
    }
}

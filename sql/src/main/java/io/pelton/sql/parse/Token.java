package io.pelton.sql.parse;

/**
 * A piece of SQL text that means something; white space and comments make no tokens.
 *
 * @param start offset of the first character in the script
 * @param end   offset behind the last one
 * @param text  as written
 */
record Token(Kind kind, int start, int end, String text) {

    enum Kind {
        /** A name or keyword without quotes. */
        WORD,
        /** A name in back quotes. */
        QUOTED,
        /** A string in single quotes. */
        STRING,
        NUMBER,
        /** One character of anything else. */
        SYMBOL
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }
}

package io.pelton.sql.parse;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Ends the analysis of a statement: what is wrong, where in the parsed text, and how to mend it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlParserPos at;
    private final String mend;

    public Refusal(SqlParserPos at, String message, String mend) {
        super(message);
        this.at = at;
        this.mend = mend;
    }

    public Refusal(SqlNode node, String message, String mend) {
        this(node.getParserPosition(), message, mend);
    }

    public SqlParserPos at() {
        return at;
    }

    public String mend() {
        return mend;
    }
}

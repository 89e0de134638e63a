package io.pelton.sql.lower;

import org.apache.calcite.sql.parser.SqlParserPos;

/** Something that has no physical plan (yet). */
public final class UnsupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mend;
    private final SqlParserPos at;

    public UnsupportedException(String message, String mend) {
        this(message, mend, SqlParserPos.ZERO);
    }

    private UnsupportedException(String message, String mend, SqlParserPos at) {
        super(message);
        this.mend = mend;
        this.at = at;
    }

    public String mend() {
        return mend;
    }

    /** Where, or {@link SqlParserPos#ZERO} when only the one who asked for the plan can tell. */
    public SqlParserPos at() {
        return at;
    }

    /** The same with a place, unless it has a better one already. */
    UnsupportedException placed(SqlParserPos place) {
        return place == null || at != SqlParserPos.ZERO ? this : new UnsupportedException(getMessage(), mend, place);
    }
}

package io.pelton.sql.function;

/**
 * An expression can't be computed for this row. Made once per kind, without a stack trace: throwing one costs no
 * allocation. Generated code catches it and dead-letters the row. Any thread.
 */
public final class RowFailure extends RuntimeException {
    public static final RowFailure DIVISION_BY_ZERO = new RowFailure("division by zero");
    public static final RowFailure CAST_FAILED =
            new RowFailure("the text can't be cast to the wanted type, see TRY_CAST");
    public static final RowFailure RESULT_TOO_LONG = new RowFailure("a string result is longer than 60,000 bytes");
    public static final RowFailure BAD_FORMAT = new RowFailure("a format or pattern isn't valid");

    private static final long serialVersionUID = 1L;

    private RowFailure(String message) {
        super(message, null, false, false);
    }
}

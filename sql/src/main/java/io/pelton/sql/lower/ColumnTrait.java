package io.pelton.sql.lower;

/**
 * What a column means beside its type.
 *
 * @param eventTime true when it is the rows' event time, so that windows can be built on it
 * @param bound     its part in a window, or null
 * @param window    which window function or aggregation gave it; 0 without {@code bound}
 */
record ColumnTrait(boolean eventTime, Bound bound, int window) {
    static final ColumnTrait NONE = new ColumnTrait(false, null, 0);
    static final ColumnTrait EVENT_TIME = new ColumnTrait(true, null, 0);

    /** The three columns of a window. */
    enum Bound {
        START, END, TIME
    }

    static ColumnTrait of(Bound bound, int window) {
        return new ColumnTrait(bound == Bound.TIME, bound, window);
    }
}

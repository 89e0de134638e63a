package io.pelton.sql.compile;

/** Where the columns that an expression refers to come from. */
interface Inputs {

    /** Code for column {@code index}; may write statements. The caller remembers the result. */
    Value column(int index, CodeWriter code);
}

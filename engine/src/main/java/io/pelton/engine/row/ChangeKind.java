package io.pelton.engine.row;

/** The changelog kind of a row, as in Flink. The codes are part of the journal format. */
public final class ChangeKind {
    public static final int INSERT = 0;
    public static final int UPDATE_BEFORE = 1;
    public static final int UPDATE_AFTER = 2;
    public static final int DELETE = 3;

    private ChangeKind() {
    }
}

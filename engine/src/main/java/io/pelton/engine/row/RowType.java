package io.pelton.engine.row;

/** What a row is. The codes are part of the journal format and never change. */
public final class RowType {
    /** A row of a table. */
    public static final int DATA = 0;
    /** Input that could not be decoded: body as {@link DeadLetterLayout}. */
    public static final int INVALID = 1;
    /** A clock tick: the header's ingest time is the tick. */
    public static final int TICK = 2;
    /** A source partition was opened; the body names it (identity, size, listing). */
    public static final int OPEN = 3;
    /** A source says where it stands: position, and a checksum of everything before it. */
    public static final int POSITION = 4;
    /** The partition has ended; its watermark goes to infinity. */
    public static final int END = 5;
    /** A change of the pipeline or its settings. */
    public static final int CONFIG = 6;
    /** Output only: a refused row with its reason, body as {@link DeadLetterLayout}. */
    public static final int DEAD_LETTER = 7;

    /** What a source received and what isn't in the journal: duplicates and rows dropped on purpose, counted. */
    public static final int ACCOUNT = 8;

    private RowType() {
    }
}

package io.pelton.journal.block;

/** What a block carries. The code is part of the file format and never changes. */
public enum BlockType {
    /** A run of rows. */
    ROWS(1),
    /** First block of a segment: journal id, epoch, base sequence, the previous segment's end, schemas. */
    SEGMENT_HEADER(2),
    /** Last block of a cleanly ended segment. */
    SEGMENT_TRAILER(3),
    /** Reserved: a byte range of an immutable file that needs no second copy (file identity, range, CRC32C). */
    REFERENCE(4);

    private final int code;

    BlockType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The type with this code, or null for an unknown one. */
    public static BlockType ofCode(int code) {
        return switch (code) {
            case 1 -> ROWS;
            case 2 -> SEGMENT_HEADER;
            case 3 -> SEGMENT_TRAILER;
            case 4 -> REFERENCE;
            default -> null;
        };
    }
}

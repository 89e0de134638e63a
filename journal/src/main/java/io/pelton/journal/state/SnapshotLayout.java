package io.pelton.journal.state;

/**
 * A snapshot file, the only owner of its offsets. Little-endian; all checksums are CRC32C seeded with the input
 * journal's id.
 *
 * <pre>
 *   header    0 u32 "PLTS"   4 u32 version   8 i64 journal id   16 i64 input sequence   24 i64 output sequence
 *            32 i64 logical time   40 i32 length of plan hash   44 … plan hash, UTF-8   then u32 checksum of all that
 *   section   0 u32 "SECT"   4 i32 version   8 i64 length   16 i32 length of name   20 … name, UTF-8  then u32 checksum
 *             of all that, then the bytes, then u32 checksum of the bytes
 *   trailer   0 u32 "SEND"   4 i32 sections  8 i64 length of the file before the trailer
 *            16 u32 XOR of the sections' checksums    20 u32 checksum of all that
 * </pre>
 */
final class SnapshotLayout {
    static final int VERSION = 1;
    static final int HEADER_MAGIC = 0x53544C50;
    static final int SECTION_MAGIC = 0x54434553;
    static final int TRAILER_MAGIC = 0x444E4553;
    static final int MAX_NAME_BYTES = 1024;

    static final int HEADER_FIXED_BYTES = 44;
    static final int HEADER_HASH_LENGTH_OFFSET = 40;
    static final int SECTION_FIXED_BYTES = 20;
    static final int SECTION_NAME_LENGTH_OFFSET = 16;
    static final int TRAILER_BYTES = 24;
    static final int TRAILER_CRC_OFFSET = 20;
    static final int CRC_BYTES = Integer.BYTES;

    private SnapshotLayout() {
    }
}

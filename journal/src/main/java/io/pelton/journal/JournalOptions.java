package io.pelton.journal;

import io.pelton.journal.storage.StorageKind;

/**
 * How a journal is kept.
 *
 * @param segmentBytes size at which a segment file ends; its room is reserved ahead, a power of two
 * @param blockBytes   the largest payload of one block
 * @param durability   decides what recovery may count as proof that something had been durable
 * @param storage      what lays out the files
 * @param schemas      bytes of the engine's written at the start of each segment; at most {@link #MAX_SCHEMAS_BYTES}
 */
public record JournalOptions(
        int segmentBytes, int blockBytes, DurabilityMode durability, StorageKind storage, byte[] schemas) {
    public static final int DEFAULT_SEGMENT_BYTES = 64 << 20;
    public static final int DEFAULT_BLOCK_BYTES = 256 << 10;
    public static final int MIN_SEGMENT_BYTES = 1 << 20;
    /** Plain files keep no room for an index. */
    public static final int MIN_PLAIN_SEGMENT_BYTES = 64 << 10;
    public static final int MAX_SEGMENT_BYTES = 1 << 30;
    public static final int MAX_SCHEMAS_BYTES = 64 << 10;

    public JournalOptions {
        final int minBytes = storage == StorageKind.PLAIN ? MIN_PLAIN_SEGMENT_BYTES : MIN_SEGMENT_BYTES;
        if (segmentBytes < minBytes || segmentBytes > MAX_SEGMENT_BYTES || Integer.bitCount(segmentBytes) != 1) {
            throw new IllegalArgumentException("A segment must be a power of two from " + minBytes
                    + " bytes (1 MB in Chronicle's files, 64 KB in plain ones) to 1 GB; segmentBytes=" + segmentBytes
                    + " storage=" + storage);
        }
        if (blockBytes < 1 || blockBytes > segmentBytes / 4) {
            throw new IllegalArgumentException(
                    "A block is at most a quarter of a segment; blockBytes=" + blockBytes + " segmentBytes="
                    + segmentBytes);
        }
        if (schemas.length > MAX_SCHEMAS_BYTES) {
            throw new IllegalArgumentException(
                    "The schemas are too long for a segment header; bytes=" + schemas.length + " max="
                    + MAX_SCHEMAS_BYTES);
        }
    }

    public static JournalOptions defaults() {
        return new JournalOptions(DEFAULT_SEGMENT_BYTES, DEFAULT_BLOCK_BYTES, DurabilityMode.GROUP,
                StorageKind.CHRONICLE, new byte[0]);
    }

    /** Blocks become smaller when they have to. */
    public JournalOptions withSegmentBytes(int bytes) {
        return new JournalOptions(bytes, Math.min(blockBytes, bytes / 4), durability, storage, schemas);
    }

    public JournalOptions withBlockBytes(int bytes) {
        return new JournalOptions(segmentBytes, bytes, durability, storage, schemas);
    }

    public JournalOptions withDurability(DurabilityMode mode) {
        return new JournalOptions(segmentBytes, blockBytes, mode, storage, schemas);
    }

    public JournalOptions withSchemas(byte[] bytes) {
        return new JournalOptions(segmentBytes, blockBytes, durability, storage, bytes);
    }

    public JournalOptions withStorage(StorageKind kind) {
        return new JournalOptions(segmentBytes, blockBytes, durability, kind, schemas);
    }
}

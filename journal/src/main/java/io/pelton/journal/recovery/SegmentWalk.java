package io.pelton.journal.recovery;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Steps through every block of one segment file that checks, by Chronicle's 4-byte document headers as long as they
 * lead from block to block, and by a search for our own magic wherever they don't. Behind a trailer that Chronicle's
 * headers lead to there is nothing to find: the empty room there isn't read. One thread.
 */
public final class SegmentWalk implements AutoCloseable {
    static final int NOT_COMPLETE = 0x80000000;
    static final int META_DATA = 0x40000000;
    static final int LENGTH_MASK = 0x3FFFFFFF;
    static final int END_MARK = 0xC0000000;

    private static final int ZEROS_BYTES = 32;
    private static final int HEAD_BYTES = 512;
    private static final int WRITE_POSITION_SEARCH_BYTES = 48;
    private static final byte[] WRITE_POSITION = "writePosition".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final int segment;
    private final long journalId;
    private final ByteBuffer content;
    private final UnsafeBuffer buffer;
    private final int size;
    private final BlockReader block = new BlockReader();
    private int position;
    private int sureEnd;
    private int blockPosition;
    private boolean isBeyondBadBytes;
    private boolean hasBadBytes;
    private long badPosition = Finding.NO_POSITION;
    private boolean hasEndMark;
    private boolean isSealed;
    private boolean isEnded;

    private SegmentWalk(Path file, ByteBuffer content, long journalId) {
        this.file = file;
        this.segment = SegmentFiles.segmentOf(file);
        this.content = content;
        this.buffer = new UnsafeBuffer(0, 0);
        if (content != null) {
            buffer.wrap(content);
        }
        this.size = buffer.capacity();
        this.journalId = journalId;
    }

    public static SegmentWalk open(Path file, long journalId) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long length = Math.min(channel.size(), Integer.MAX_VALUE - Long.BYTES);
            return new SegmentWalk(file, length == 0 ? null : content(channel, length), journalId);
        }
    }

    /** The file mapped, or read where its file system can't map. */
    private static ByteBuffer content(FileChannel channel, long length) throws IOException {
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        } catch (UnsupportedOperationException e) {
            final ByteBuffer bytes = ByteBuffer.allocateDirect((int) length);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, bytes.position());
            }
            return bytes.flip();
        }
    }

    /** The journal id that a file's own header block claims and proves by its checksum; empty when it has none. */
    public static OptionalLong journalIdOf(Path file) throws IOException {
        try (SegmentWalk walk = open(file, 0)) {
            final BlockReader block = walk.block;
            for (int at = 0; at + BlockLayout.HEADER_LENGTH <= walk.size; at += Integer.BYTES) {
                final int left = walk.size - at;
                if (walk.buffer.getInt(at, LITTLE_ENDIAN) != BlockLayout.MAGIC
                        || block.checkFrame(walk.buffer, at, left, walk.segment) != BlockReader.Verdict.GOOD
                        || block.type() != BlockType.SEGMENT_HEADER) {
                    continue;
                }
                final SegmentHeader header =
                        SegmentHeader.decode(walk.buffer, block.payloadOffset(), block.payloadLength());
                final boolean isProven = header != null
                        && block.check(walk.buffer, at, left, header.journalId(), walk.segment)
                        == BlockReader.Verdict.GOOD;
                if (isProven) {
                    return OptionalLong.of(header.journalId());
                }
            }
            return OptionalLong.empty();
        }
    }

    /** Steps to the next block that checks; false at the file's end. */
    public boolean next() {
        isBeyondBadBytes = false;
        while (!isEnded && position + Integer.BYTES <= size) {
            final int word = buffer.getInt(position, LITTLE_ENDIAN);
            final int start = position + Integer.BYTES;
            final int length = word & LENGTH_MASK;
            if (word == 0 || word == END_MARK) {
                hasEndMark = word == END_MARK;
                return !isSealed && search();
            }
            if ((word & NOT_COMPLETE) != 0 || length > size - start) {
                bad(position);
                return search();
            }
            final boolean isBlock =
                    block.check(buffer, start, length, journalId, segment) == BlockReader.Verdict.GOOD;
            if (isBlock) {
                if (word != BlockLayout.blockLength(block.payloadLength())) {
                    // The block is good, but a reader that believes its header would miss it or its successor.
                    bad(position);
                }
                return found(start);
            } else if ((word & META_DATA) != 0) {
                position = aligned(start + length);
            } else {
                bad(position);
                return search();
            }
        }
        isEnded = true;
        return false;
    }

    /**
     * True when Chronicle's own note of where it last wrote agrees with the current block. Chronicle trusts it when
     * it writes its end mark: a wrong one would have it write into the blocks. A plain file has no such note.
     */
    public boolean isWritePositionSound() {
        if (SegmentFiles.kindOf(file) == StorageKind.PLAIN) {
            return true;
        }
        final int headBytes = Math.min(HEAD_BYTES, size);
        for (int at = 0; at + WRITE_POSITION.length < headBytes; at++) {
            if (matches(at, WRITE_POSITION)) {
                final int from = (at + WRITE_POSITION.length) & -Long.BYTES;
                final int to = Math.min(from + WRITE_POSITION_SEARCH_BYTES, headBytes - Long.BYTES);
                for (int i = from; i <= to; i += Long.BYTES) {
                    if (buffer.getLong(i, LITTLE_ENDIAN) == blockPosition - Integer.BYTES) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The current block. */
    public BlockReader block() {
        return block;
    }

    /** Where the current block begins in the file. */
    public int blockPosition() {
        return blockPosition;
    }

    /** Where the current block ends, padding included. */
    public int blockEnd() {
        return blockPosition + BlockLayout.blockLength(block.payloadLength());
    }

    /** True when the current block was found by searching, behind bytes that lead nowhere. */
    public boolean isBeyondBadBytes() {
        return isBeyondBadBytes;
    }

    /** True when anything so far was neither a block nor Chronicle's own. */
    public boolean hasBadBytes() {
        return hasBadBytes;
    }

    /** Where the first of them are, {@link Finding#NO_POSITION} for none. */
    public long badPosition() {
        return badPosition;
    }

    /** True once Chronicle's end mark has been met. */
    public boolean hasEndMark() {
        return hasEndMark;
    }

    public int segment() {
        return segment;
    }

    public Path file() {
        return file;
    }

    public int fileBytes() {
        return size;
    }

    @Override
    public void close() {
        isEnded = true;
        if (content != null) {
            buffer.wrap(0, 0);
            BufferUtil.free(content);
        }
    }

    private void bad(long at) {
        hasBadBytes = true;
        badPosition = badPosition < 0 ? at : badPosition;
    }

    private boolean found(int start) {
        blockPosition = start;
        position = aligned(blockEnd());
        sureEnd = position;
        isSealed = block.type() == BlockType.SEGMENT_TRAILER && !hasBadBytes;
        return true;
    }

    /** Looks for the next good block behind the last one, whatever lies between. */
    private boolean search() {
        for (int at = nextWord(sureEnd); at + BlockLayout.HEADER_LENGTH <= size; at = nextWord(at + Integer.BYTES)) {
            if (buffer.getInt(at, LITTLE_ENDIAN) == BlockLayout.MAGIC
                    && block.check(buffer, at, size - at, journalId, segment) == BlockReader.Verdict.GOOD) {
                bad(Math.min(position, at));
                isBeyondBadBytes = true;
                return found(at);
            }
        }
        isEnded = true;
        return false;
    }

    /** Skips zeros, to at most 28 bytes before a word that isn't: the room behind a segment's end is all zeros. */
    private int nextWord(int from) {
        int at = from;
        while (at + ZEROS_BYTES <= size && (buffer.getLong(at) | buffer.getLong(at + 8) | buffer.getLong(at + 16)
                | buffer.getLong(at + 24)) == 0) {
            at += ZEROS_BYTES;
        }
        return at;
    }

    private boolean matches(int at, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (buffer.getByte(at + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static int aligned(int at) {
        return (at + Integer.BYTES - 1) & -Integer.BYTES;
    }
}

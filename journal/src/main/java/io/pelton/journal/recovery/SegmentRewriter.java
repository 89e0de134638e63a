package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.block.SegmentTrailer;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.MutableDirectBuffer;

/**
 * Copies the dense part of a segment, block for block and byte for byte, into a fresh file, then what a cut leaves of
 * the block behind it, and ends it with a trailer: nothing is ever appended to a file that wasn't ended properly,
 * because Chronicle would append behind a hole. One thread.
 */
public final class SegmentRewriter {
    private final Path directory;
    private final long journalId;
    private final StorageOpener openStorage;
    private final Crc32c crc = new Crc32c();

    /** Opens a storage in an empty folder. */
    @FunctionalInterface
    public interface StorageOpener {
        JournalStorage open(Path directory, long segmentFileBytes) throws IOException;
    }

    SegmentRewriter(Path directory, long journalId, StorageOpener openStorage) {
        this.directory = directory;
        this.journalId = journalId;
        this.openStorage = openStorage;
    }

    /** Returns the copy, forced, still aside. */
    Path rewrite(SegmentScan segment) throws IOException {
        clear(directory);
        Files.createDirectories(directory);
        try (JournalStorage target = openStorage.open(directory, segment.fileBytes());
                SegmentWalk source = SegmentWalk.open(segment.file(), journalId)) {
            if (!target.canRoll(segment.number())) {
                throw new IOException("No room to copy a segment; folder=" + directory + " bytes="
                        + segment.fileBytes());
            }
            target.roll(segment.number());
            copy(source, segment, target);
            target.force();
        }
        final Path copy = SegmentFiles.path(directory, segment.number());
        if (SegmentFiles.kindOf(copy) == StorageKind.CHRONICLE) {
            writeEndMark(copy);
        }
        DurableFiles.forceFile(copy);
        return copy;
    }

    /**
     * Returns a copy, forced, still aside, that begins with this row and ends with the last one that follows without
     * a gap; what stands before it in the file is given up.
     */
    Path rewriteFrom(Path file, long firstSequence) throws IOException {
        clear(directory);
        Files.createDirectories(directory);
        final int number = SegmentFiles.segmentOf(file);
        try (JournalStorage target = openStorage.open(directory, Files.size(file));
                SegmentWalk source = SegmentWalk.open(file, journalId)) {
            if (!target.canRoll(number)) {
                throw new IOException("No room to copy a segment; folder=" + directory + " file=" + file);
            }
            target.roll(number);
            copyFrom(source, firstSequence, number, target);
            target.force();
        }
        final Path copy = SegmentFiles.path(directory, number);
        DurableFiles.forceFile(copy);
        return copy;
    }

    /** Removes the copies of an earlier, interrupted repair. */
    static void clear(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (final Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Chronicle's readers stop for ever at a segment without an end mark, and Chronicle doesn't reliably write the ones
     * that are missing.
     */
    private void writeEndMark(Path copy) throws IOException {
        int end = 0;
        try (SegmentWalk walk = SegmentWalk.open(copy, journalId)) {
            while (walk.next()) {
                end = walk.blockEnd();
            }
        }
        final ByteBuffer mark = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        mark.putInt(0, SegmentWalk.END_MARK);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.write(mark, end);
        }
    }

    private void copy(SegmentWalk source, SegmentScan segment, JournalStorage target) throws IOException {
        long blocks = 0;
        int crcXor = 0;
        long durable = BlockLayout.NO_SEQUENCE;
        long timeNs = 0;
        int epoch = 0;
        while (source.next() && source.blockEnd() <= segment.goodEnd()) {
            final BlockReader block = source.block();
            if (block.type() == BlockType.SEGMENT_TRAILER) {
                break;
            }
            append(target, block);
            if (block.type() != BlockType.SEGMENT_HEADER) {
                blocks++;
                crcXor ^= block.storedCrc();
            }
            durable = block.durableSequence();
            timeNs = block.logicalTimeNs();
            epoch = block.epoch();
        }
        if (segment.shortened() != null) {
            final BlockReader block = segment.shortened().reader();
            append(target, block);
            blocks++;
            crcXor ^= block.storedCrc();
            timeNs = block.logicalTimeNs();
            epoch = block.epoch();
        }
        endSegment(target, segment.number(), new SegmentTrailer(blocks, segment.lastSequence(), crcXor), timeNs,
                durable, epoch);
    }

    private void copyFrom(SegmentWalk source, long firstSequence, int number, JournalStorage target)
            throws IOException {
        byte[] schemas = {};
        long expected = firstSequence;
        long blocks = 0;
        int crcXor = 0;
        while (source.next()) {
            final BlockReader block = source.block();
            if (block.type() == BlockType.SEGMENT_HEADER) {
                final SegmentHeader header =
                        SegmentHeader.decode(block.buffer(), block.payloadOffset(), block.payloadLength());
                schemas = header == null ? schemas : header.schemas();
            }
            if (block.type() != BlockType.ROWS && block.type() != BlockType.REFERENCE
                    || block.firstSequence() != expected) {
                continue;
            }
            if (blocks == 0) {
                beginSegment(target, block, schemas);
            }
            append(target, block);
            blocks++;
            crcXor ^= block.storedCrc();
            expected = block.lastSequence() + 1;
        }
        endSegment(target, number, new SegmentTrailer(blocks, expected - 1, crcXor), 0, BlockLayout.NO_SEQUENCE, 0);
    }

    /** A header for a segment whose first rows were given up. */
    private void beginSegment(JournalStorage target, BlockReader first, byte[] schemas) throws IOException {
        final SegmentHeader header = new SegmentHeader(
                SegmentHeader.FORMAT_VERSION, first.segment(), journalId, first.firstSequence(),
                first.firstSequence() - 1, 0, first.epoch(), schemas);
        final int length = header.encodedLength();
        claim(target, BlockLayout.blockLength(length));
        final MutableDirectBuffer buffer = target.buffer();
        final int offset = target.offset();
        BlockLayout.encode(buffer, offset, BlockType.SEGMENT_HEADER, first.firstSequence(), 0, length,
                first.logicalTimeNs(), BlockLayout.NO_SEQUENCE);
        BlockLayout.origin(buffer, offset, first.segment(), first.epoch());
        header.encode(buffer, offset + BlockLayout.HEADER_LENGTH);
        sign(target, length, first.segment());
    }

    private void endSegment(JournalStorage target, int number, SegmentTrailer trailer, long timeNs, long durable,
            int epoch) throws IOException {
        final int length = SegmentTrailer.ENCODED_LENGTH;
        claim(target, BlockLayout.blockLength(length));
        final MutableDirectBuffer buffer = target.buffer();
        final int offset = target.offset();
        BlockLayout.encode(
                buffer, offset, BlockType.SEGMENT_TRAILER, trailer.lastSequence() + 1, 0, length, timeNs, durable);
        BlockLayout.origin(buffer, offset, number, epoch);
        trailer.encode(buffer, offset + BlockLayout.HEADER_LENGTH);
        sign(target, length, number);
    }

    private void sign(JournalStorage target, int payloadLength, int number) throws IOException {
        final MutableDirectBuffer buffer = target.buffer();
        final int offset = target.offset();
        BlockLayout.crc(
                buffer, offset, BlockLayout.checksum(crc, buffer, offset, payloadLength, journalId, number));
        target.commit();
    }

    private static void append(JournalStorage target, BlockReader block) throws IOException {
        final int bytes = BlockLayout.blockLength(block.payloadLength());
        claim(target, bytes);
        target.buffer().putBytes(target.offset(), block.buffer(), block.offset(), bytes);
        target.commit();
    }

    private static void claim(JournalStorage target, int bytes) throws IOException {
        if (!target.claim(bytes)) {
            throw new IOException("No room in the copy of a segment; bytes=" + bytes);
        }
    }
}

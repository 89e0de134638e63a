package io.pelton.connectors.filesystem;

import io.pelton.connectors.format.ByteScan;
import io.pelton.connectors.format.Format;
import io.pelton.connectors.format.FormatException;
import io.pelton.connectors.format.RowDecoder;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceException;
import io.pelton.engine.source.SourceOutput;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the lines of one file, or of the files of a folder in name order, as one partition. A row's position is the
 * byte behind its line in the concatenation, so resuming is going there. Followed files are read as they grow; a line
 * counts when its line feed is there. The ingress thread only.
 */
final class FileSystemSource implements Source {
    private static final long CHECKSUM_EVERY_BYTES = 4L << 20;
    private static final int MOST_LINES_OF_A_MESSAGE = 100;

    private final Path base;
    private final String path;
    private final RowDecoder decoder;
    private final long followNs;
    private final InputReader reader = new InputReader();
    private final UnsafeBuffer raw = new UnsafeBuffer(reader.bytes());
    private final LongLine longLine = new LongLine();

    private EpochNanoClock clock;
    private InputFiles inputs;
    private InputIdentity identity;
    private int partition = -1;
    private int fileIndex = -1;
    private int scanned;
    private int firstFeed = -1;
    private boolean isAtFileStart;
    private boolean isFinished;
    private long checksumAt;
    private long nextLookNs = Long.MIN_VALUE;

    FileSystemSource(Path base, String path, RowDecoder decoder, long followNs) {
        this.base = base;
        this.path = path;
        this.decoder = decoder;
        this.followNs = followNs;
    }

    @Override
    public void open(SourceContext context) {
        clock = context.clock();
        List<ResumePosition> known = context.resumePositions();
        if (!known.isEmpty() && known.get(0).ended()) {
            isFinished = true;
            return;
        }
        inputs = InputFiles.list(base, path);
        identity = inputs.identity();
        if (!known.isEmpty()) {
            resume(known.get(0));
        } else if (!inputs.files().isEmpty()) {
            openFile(0);
        }
    }

    private void resume(ResumePosition known) {
        InputIdentity journaled = ResumeCheck.identity(known, identity, inputs, followNs > 0);
        if (followNs == 0 && inputs.files().size() == 1) {
            identity = journaled;
        }
        partition = known.partition();
        if (inputs.files().isEmpty()) {
            return;
        }
        openFile(0);
        if (known.checked() > 0) {
            skipTo(known.checked());
            ResumeCheck.digest(known, reader.digest(), path);
        }
        skipTo(Math.max(known.position(), known.checked()));
        checksumAt = Math.max(known.checked(), 0);
        if (reader.positionInFile() > 0 && decoder.hasHeader()) {
            takeHeader(ResumeCheck.firstLine(reader.path()));
        }
        scanned = reader.at();
    }

    private void skipTo(long position) {
        while (reader.position() < position) {
            if (reader.at() == reader.filled() && reader.fill() == 0) {
                if (fileIndex + 1 >= inputs.files().size()) {
                    throw ResumeCheck.tooShort(path, position, reader.position());
                }
                openFile(fileIndex + 1);
            }
            long left = position - reader.position();
            reader.consume((int) Math.min(reader.filled(), reader.at() + left));
            isAtFileStart &= reader.positionInFile() == 0;
        }
    }

    private void openFile(int index) {
        InputFiles.InputFile file = inputs.files().get(index);
        boolean isOnly = inputs.files().size() == 1;
        long limit = followNs > 0 ? Long.MAX_VALUE : isOnly ? identity.sizeBytes() : file.sizeBytes();
        reader.open(file.path(), limit);
        fileIndex = index;
        scanned = 0;
        firstFeed = -1;
        isAtFileStart = true;
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        if (isFinished || !isOpened(output)) {
            return 0;
        }
        int rows = 0;
        while (rows < rowLimit) {
            if (reader.position() - checksumAt >= CHECKSUM_EVERY_BYTES && !publishChecksum(output)) {
                break;
            }
            int feed = lineEnd();
            if (feed >= 0) {
                int published = line(output, feed, feed + 1);
                if (published < 0) {
                    break;
                }
                rows += published;
            } else if (fileIndex < 0 || !fill()) {
                int published = endOfFile(output);
                if (published < 0) {
                    break;
                }
                rows += published;
            }
        }
        return rows;
    }

    private boolean isOpened(SourceOutput output) {
        if (partition < 0) {
            partition = output.open(identity.text());
        }
        return partition >= 0;
    }

    /** Index of the line feed behind the next message, -1 when it isn't read yet. */
    private int lineEnd() {
        final byte[] bytes = reader.bytes();
        int lines = 0;
        while (true) {
            int feed = ByteScan.indexOf(bytes, scanned, reader.filled(), (byte) '\n');
            if (feed < 0) {
                scanned = reader.filled();
                boolean isTooLong = firstFeed >= 0 && scanned - reader.at() > Format.MAX_MESSAGE_BYTES;
                return isTooLong ? firstFeed : -1;
            }
            if (firstFeed < 0) {
                firstFeed = feed;
            }
            if (longLine.isOpen() || decoder.isComplete(bytes, reader.at(), feed)) {
                return feed;
            }
            if (++lines >= MOST_LINES_OF_A_MESSAGE || feed - reader.at() > Format.MAX_MESSAGE_BYTES) {
                return firstFeed;
            }
            scanned = feed + 1;
        }
    }

    private boolean fill() {
        if (followNs > 0 && nextLookNs > clock.nanoTime()) {
            return false;
        }
        if (reader.filled() - reader.at() > Format.MAX_MESSAGE_BYTES) {
            longLine.add(reader.bytes(), reader.at(), reader.filled());
            reader.consume(reader.filled());
            firstFeed = -1;
        }
        int before = reader.at();
        int count = reader.fill();
        int moved = before - reader.at();
        scanned -= moved;
        firstFeed = firstFeed < 0 ? -1 : firstFeed - moved;
        return count > 0;
    }

    /** Publishes the message in [at, end) and consumes up to {@code next}: rows published, -1 when there is no room. */
    private int line(SourceOutput output, int end, int next) {
        final byte[] bytes = reader.bytes();
        int from = reader.at();
        if (isAtFileStart) {
            if (hasMark(bytes, from, end)) {
                from += 3;
            }
            if (decoder.hasHeader()) {
                takeHeader(java.util.Arrays.copyOfRange(bytes, from, end));
                consumed(next);
                return 0;
            }
        }
        boolean isLong = longLine.isOpen() || end - from > Format.MAX_MESSAGE_BYTES;
        if (!isLong && decoder.isBlank(bytes, from, end)) {
            consumed(next);
            return 0;
        }
        if (!output.claim(1)) {
            return -1;
        }
        long position = reader.position() + next - reader.at();
        if (isLong) {
            longLine.add(bytes, from, end);
            longLine.publish(output, partition, position);
        } else if (decoder.decode(bytes, from, end, output.row(0))) {
            output.accept(0, partition, position);
        } else {
            output.invalid(0, partition, position, decoder.problem(), raw, from, end - from);
        }
        output.publish();
        consumed(next);
        return 1;
    }

    private void consumed(int next) {
        reader.consume(next);
        scanned = next;
        firstFeed = -1;
        isAtFileStart = false;
    }

    private static boolean hasMark(byte[] bytes, int from, int end) {
        return end - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
    }

    private void takeHeader(byte[] header) {
        try {
            decoder.header(header, 0, header.length);
        } catch (FormatException e) {
            throw new SourceException(e.getMessage() + " path=" + reader.path(), e);
        }
    }

    /** What follows when a file has no more bytes now: rows published, -1 to come back later. */
    private int endOfFile(SourceOutput output) {
        if (followNs > 0 && !hasSuccessor(output)) {
            return -1;
        }
        if (fileIndex >= 0 && (reader.at() < reader.filled() || longLine.isOpen())) {
            return lastLine(output);
        }
        if (fileIndex + 1 < inputs.files().size()) {
            if (fileIndex >= 0) {
                if (!publishChecksum(output)) {
                    return -1;
                }
                inputs = inputs.withSize(fileIndex, reader.positionInFile());
            }
            openFile(fileIndex + 1);
            return 0;
        }
        if (publishChecksum(output) && output.end(partition, reader.position())) {
            isFinished = true;
        }
        return -1;
    }

    /** The last line of a file, without a line feed; or the first of several that an open quote holds together. */
    private int lastLine(SourceOutput output) {
        return firstFeed >= 0 ? line(output, firstFeed, firstFeed + 1) : line(output, reader.filled(), reader.filled());
    }

    /** True when a followed folder has a file behind the current one, so that this one is complete. */
    private boolean hasSuccessor(SourceOutput output) {
        if (fileIndex + 1 < inputs.files().size()) {
            return true;
        }
        long now = clock.nanoTime();
        if (now < nextLookNs) {
            return false;
        }
        nextLookNs = now + followNs;
        if (fileIndex >= 0) {
            reader.checkNotTruncated();
        }
        InputFiles seen = InputFiles.list(base, path);
        ResumeCheck.successor(inputs, seen, fileIndex, reader.positionInFile() + reader.filled() - reader.at());
        inputs = seen;
        if (fileIndex + 1 < inputs.files().size()) {
            // What was written between the last look and the listing still belongs to the current file.
            nextLookNs = Long.MIN_VALUE;
            return fileIndex < 0 || !fill();
        }
        publishChecksum(output);
        return false;
    }

    /** Never in the middle of a line: the position would be one to resume at. */
    private boolean publishChecksum(SourceOutput output) {
        if (longLine.isOpen() || reader.position() == checksumAt) {
            return true;
        }
        if (!output.position(partition, reader.position(), reader.digest())) {
            return false;
        }
        checksumAt = reader.position();
        return true;
    }

    @Override
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public void close() {
        reader.close();
    }
}

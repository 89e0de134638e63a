package io.pelton.engine.egress;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.sink.SinkException;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.storage.DurableFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The built-in sink: dead letters as lines of JSON. In a state folder the file is its own cursor, so each letter
 * stands there exactly once; in an ephemeral run it is created at the first letter. The sink's thread only.
 */
public final class DeadLetterSink implements Sink {
    /** Its table name in metrics and cursors. */
    public static final String NAME = "dead-letters";

    /** A whole line. Its text may hold what Unicode, but not this file, takes for the end of a line. */
    private static final Pattern SEQUENCE = Pattern.compile("\\{\"sequence\":(\\d{1,18}),.*\\}", Pattern.DOTALL);
    private static final int NOTHING = -1;
    private static final int WRITE_BYTES = 64 * 1024;
    private static final int TAIL_BYTES = 256 * 1024;
    /** No run has more letters in the file that it hasn't forced yet. */
    private static final int UNPROVEN_BYTES = 32 << 20;

    private final Path file;
    private final boolean isKept;
    private final DeadLetterJson json;
    private final ExpandableArrayBuffer pending = new ExpandableArrayBuffer(1024);
    private int pendingBytes;
    private boolean isForceDue;
    private boolean isFailed;
    private FileChannel channel;
    private long lastSequence = NOTHING;
    private long safeSequence = NOTHING;

    /** @param isKept true in a state folder: the file goes on where it ended */
    public DeadLetterSink(Topology topology, Path file, boolean isKept) {
        this.file = file;
        this.isKept = isKept;
        json = new DeadLetterJson(topology);
    }

    @Override
    public long open(SinkContext context) {
        if (!isKept || !Files.exists(file)) {
            return NOTHING;
        }
        try {
            openFile();
            lastSequence = cutBack();
            safeSequence = lastSequence;
            // A run that was killed may have written lines that it didn't force, and nothing will write them again.
            writeEndAgain();
            channel.force(true);
            return lastSequence;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void openFile() throws IOException {
        channel = isKept
                ? FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        channel.position(channel.size());
    }

    private void createFile() throws IOException {
        openFile();
        if (isKept) {
            DurableFiles.forceDirectory(file.toAbsolutePath().getParent());
        }
    }

    /** Removes a line that was torn and returns the sequence of the last whole one. */
    private long cutBack() throws IOException {
        long size = channel.size();
        long start = Math.max(0, size - TAIL_BYTES);
        ByteBuffer tail = ByteBuffer.allocate((int) (size - start));
        while (tail.hasRemaining() && channel.read(tail, start + tail.position()) > 0) {
            continue;
        }
        byte[] bytes = tail.array();
        int end = tail.position();
        while (end > 0) {
            int lineEnd = end - 1;
            int lineStart = lineEnd;
            while (lineStart > 0 && bytes[lineStart - 1] != '\n') {
                lineStart--;
            }
            if (bytes[lineEnd] == '\n') {
                Matcher matcher = SEQUENCE.matcher(
                        new String(bytes, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8));
                if (matcher.matches()) {
                    channel.truncate(start + end);
                    channel.position(start + end);
                    return Long.parseLong(matcher.group(1));
                }
            }
            end = lineStart;
        }
        if (start > 0) {
            throw new SinkException("The dead-letter file has no readable end, move it away; file=" + file);
        }
        channel.truncate(0);
        channel.position(0);
        return NOTHING;
    }

    /** The same bytes in the same place: after a force that failed, another one proves only what was written since. */
    private void writeEndAgain() throws IOException {
        long end = channel.position();
        long start = Math.max(0, end - UNPROVEN_BYTES);
        ByteBuffer piece = ByteBuffer.allocate(WRITE_BYTES);
        while (start < end) {
            piece.clear().limit((int) Math.min(WRITE_BYTES, end - start));
            if (channel.read(piece, start) <= 0) {
                throw new EOFException("The file became shorter while it was read; file=" + file);
            }
            piece.flip();
            while (piece.hasRemaining()) {
                start += channel.write(piece, start);
            }
        }
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        if (pendingBytes >= WRITE_BYTES && !write()) {
            return false;
        }
        byte[] line = json.line(buffer, row);
        pending.putBytes(pendingBytes, line);
        pendingBytes += line.length;
        lastSequence = RowHeader.sequence(buffer, row);
        if (pendingBytes >= WRITE_BYTES) {
            write();
        }
        return true;
    }

    /** False when the disk is full: what isn't written is tried again; until then it is in the output journal. */
    private boolean write() {
        if (isFailed) {
            throw new SinkException("Dead letters couldn't be written before, start again; file=" + file);
        }
        if (pendingBytes == 0) {
            return true;
        }
        ByteBuffer bytes = ByteBuffer.wrap(pending.byteArray(), 0, pendingBytes);
        try {
            if (channel == null) {
                createFile();
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            pendingBytes = 0;
            isForceDue = isKept;
            return true;
        } catch (IOException e) {
            if (!isKept || channel == null || !DiskFullException.isFull(e)) {
                throw failed(e);
            }
            pendingBytes = bytes.remaining();
            pending.putBytes(0, pending, bytes.position(), pendingBytes);
            return false;
        }
    }

    @Override
    public long flush() {
        if (write()) {
            if (isForceDue) {
                force();
            }
            safeSequence = lastSequence;
        }
        return safeSequence;
    }

    private void force() {
        try {
            channel.force(false);
            isForceDue = false;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public long finish() {
        if (!write()) {
            throw new SinkException("The last dead letters find no room, make some and start again; file=" + file);
        }
        return flush();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                if (!isFailed) {
                    write();
                }
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What the file holds is unknown now, so nothing more is written to it; the next start cuts it back. */
    private SinkException failed(IOException e) {
        isFailed = true;
        return new SinkException("Dead letters can't be written, check the disk and the folder's rights; file=" + file,
                e);
    }
}

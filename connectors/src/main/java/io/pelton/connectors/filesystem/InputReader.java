package io.pelton.connectors.filesystem;

import io.pelton.connectors.format.Format;
import io.pelton.engine.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads files one after the other into one array that is used again, and keeps the CRC32C of all that was consumed.
 * Positions count bytes of the concatenation. One thread; read errors are SourceExceptions.
 */
final class InputReader implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 18;

    private final byte[] bytes = new byte[CHUNK_BYTES + 2 * Format.MAX_MESSAGE_BYTES];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(CHUNK_BYTES);
    private final CRC32C checksum = new CRC32C();
    private Path path;
    private FileChannel channel;
    private long limit;
    private long fileStart;
    private long fileOffset;
    private int at;
    private int filled;
    private int summed;

    /** Goes on with another file, up to {@code limitBytes} of it; all of the one before must be consumed. */
    void open(Path file, long limitBytes) {
        fileStart = position();
        digest();
        close();
        path = file;
        limit = limitBytes;
        fileOffset = 0;
        at = 0;
        filled = 0;
        summed = 0;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new SourceException("an input file can't be opened, check that it exists and may be read: path="
                    + file, e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte that isn't consumed. */
    int at() {
        return at;
    }

    /** Index behind the last byte that was read. */
    int filled() {
        return filled;
    }

    /** Bytes of the concatenation that are consumed. */
    long position() {
        return fileStart + fileOffset - (filled - at);
    }

    /** Bytes of this file that are consumed. */
    long positionInFile() {
        return fileOffset - (filled - at);
    }

    Path path() {
        return path;
    }

    void consume(int newAt) {
        at = newAt;
    }

    /** CRC32C of all bytes before {@link #position()}. */
    long digest() {
        checksum.update(bytes, summed, at - summed);
        summed = at;
        return checksum.getValue();
    }

    /**
     * Reads on. Bytes that aren't consumed may move to the front of the array.
     *
     * @return bytes read, 0 at the end of the file or of its limit
     */
    int fill() {
        if (bytes.length - filled < CHUNK_BYTES) {
            digest();
            System.arraycopy(bytes, at, bytes, 0, filled - at);
            filled -= at;
            at = 0;
            summed = 0;
        }
        long most = Math.min(Math.min(bytes.length - filled, CHUNK_BYTES), limit - fileOffset);
        if (most <= 0) {
            return 0;
        }
        direct.clear().limit((int) most);
        try {
            int count = channel.read(direct, fileOffset);
            if (count <= 0) {
                return 0;
            }
            direct.flip();
            direct.get(bytes, filled, count);
            filled += count;
            fileOffset += count;
            return count;
        } catch (IOException e) {
            throw new SourceException("an input file can't be read: path=" + path + " offset=" + fileOffset, e);
        }
    }

    /** Refuses a file that has become shorter than what was read of it. */
    void checkNotTruncated() {
        try {
            if (channel.size() < fileOffset) {
                throw new SourceException("a followed file became shorter while it was read; write new data to a new"
                        + " file of the folder instead: path=" + path + " size=" + channel.size() + " read="
                        + fileOffset);
            }
        } catch (IOException e) {
            throw new SourceException("an input file can't be read: path=" + path, e);
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new SourceException("an input file can't be closed: path=" + path, e);
            }
            channel = null;
        }
    }
}

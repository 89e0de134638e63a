package io.pelton.perf.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;

/** A file whose blocks exist already: one write for each block, without frame or checksum. One thread. */
final class PlainAppending implements Appending {
    private static final int FILL_BYTES = 1 << 20;

    private final FileChannel file;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(FILL_BYTES);
    private long position;

    private PlainAppending(FileChannel file) {
        this.file = file;
    }

    static PlainAppending open(Path folder, long bytes) throws IOException {
        PlainAppending plain = new PlainAppending(FileChannel.open(
                folder.resolve("rows"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        fill(plain.file, bytes);
        return plain;
    }

    /** Writes zeros over the whole length: later writes change no file size and allocate nothing. */
    static void fill(FileChannel file, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_BYTES);
        for (long at = 0; at < bytes; at += FILL_BYTES) {
            file.write(zeros.clear(), at);
        }
        file.force(true);
    }

    @Override
    public void append(DirectBuffer rows, int bytes, int count) throws IOException {
        staging.clear();
        rows.getBytes(0, staging, bytes);
        staging.flip();
        while (staging.hasRemaining()) {
            position += file.write(staging, position);
        }
    }

    @Override
    public void force() throws IOException {
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

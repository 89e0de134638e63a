package io.pelton.journal.state;

import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The exclusive lock on a state folder, held by the system for this process: it ends with it, however it ends, so it
 * can't become stale. The pid inside the file is only for the message.
 */
final class StateLock implements AutoCloseable {
    static final String NAME = "LOCK";

    private final FileChannel channel;
    private final FileLock lock;

    private StateLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Never waits. */
    static StateLock acquire(Path directory) throws IOException {
        final Path file = directory.resolve(NAME);
        final FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            final FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new StateLockedException(
                        "The state folder is in use; stop that process or choose another folder; folder=" + directory
                                + " pid=" + Files.readString(file).strip());
            }
            channel.truncate(0);
            DurableFiles.writeFully(channel, ByteBuffer.wrap(
                    (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new StateLock(channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}

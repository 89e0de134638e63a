package io.pelton.engine.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How full a disk is. The sync thread asks about once a second; a test gives its own. */
public interface DiskSpace {

    /** Bytes that this process could still write. */
    long usableBytes() throws IOException;

    /** Bytes of the whole disk, 0 when it can't be told. */
    long totalBytes() throws IOException;

    /** The file store that holds a folder, as its file system reports it. */
    static DiskSpace of(Path folder) {
        return new DiskSpace() {
            @Override
            public long usableBytes() throws IOException {
                return store().getUsableSpace();
            }

            @Override
            public long totalBytes() throws IOException {
                return store().getTotalSpace();
            }

            private FileStore store() throws IOException {
                return Files.getFileStore(folder);
            }
        };
    }
}

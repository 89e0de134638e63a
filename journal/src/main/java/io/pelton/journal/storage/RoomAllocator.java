package io.pelton.journal.storage;

import java.io.IOException;
import java.nio.file.Path;

/** How disk room is taken for a file and given back. Stateless; any thread. */
public interface RoomAllocator {

    /**
     * Takes room for the first {@code bytes} of an empty file.
     *
     * @return null when it is taken, else what the system said when it refused
     */
    String allocate(Path file, long bytes) throws IOException;

    /** Gives back the room from {@code from} on; nothing more is written to the file. */
    void giveBack(Path file, long from) throws IOException;
}

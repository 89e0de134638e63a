package io.pelton.perf.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** Something that blocks of rows can be appended to. One thread. */
interface Appending extends AutoCloseable {

    /** Appends one block; where that goes, it is not yet durable. */
    void append(DirectBuffer rows, int bytes, int count) throws IOException;

    /** Makes everything appended durable. */
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /** Opens one in an empty folder. */
    @FunctionalInterface
    interface Opener {
        Appending open(Path folder, long bytes) throws IOException;
    }
}

package io.pelton.journal.storage;

import java.io.IOException;
import org.agrona.MutableDirectBuffer;

/**
 * Keeps the excerpts of one journal, in order, in numbered segments.
 *
 * <p>Threading: {@link #hasRoom}, {@link #roll}, {@link #claim}, {@link #commit} and {@link #abort} belong to the
 * appender's thread; {@link #force} and {@link #prepare} to the syncer's, at the same time; {@link #newTailer} and
 * {@link #deleteSegment} may be called by any thread. An excerpt handed out by a tailer was committed.
 *
 * <p>Whatever is thrown here ends the journal: the caller never retries.
 */
public interface JournalStorage extends AutoCloseable {

    /**
     * True when {@link #force} reaches a device. Then each segment begins with a header block and ends with a trailer.
     */
    boolean isDurable();

    /** The longest excerpt that {@link #claim} takes. */
    int maxExcerptBytes();

    /** True when the current segment still takes an excerpt of this length and, behind it, the trailer. */
    boolean hasRoom(int bytes);

    /** False when {@link #roll} couldn't get room for this segment now. Asking may reserve it. */
    boolean canRoll(int segment) throws IOException;

    /** Ends the current segment; the next claim is the first excerpt of {@code segment}. */
    void roll(int segment) throws IOException;

    /**
     * Claims an excerpt, a multiple of 8 bytes long.
     *
     * @return false when there is no room now; nothing was claimed
     */
    boolean claim(int bytes) throws IOException;

    /** Holds the claimed excerpt at {@link #offset()}; valid until commit or abort. */
    MutableDirectBuffer buffer();

    int offset();

    /** Makes the claimed excerpt visible to tailers. */
    void commit() throws IOException;

    void abort() throws IOException;

    /** Everything committed before this call is on the device when it returns, rolled segments included. */
    void force() throws IOException;

    /** Reserves the next segment's room ahead of need; no harm when called too often. */
    void prepare() throws IOException;

    StorageTailer newTailer();

    /** Removes a whole segment, the oldest one. Open tailers that are inside it may finish it. */
    void deleteSegment(int segment) throws IOException;

    /** The last sequence that the storage itself has let go because all tailers had released it, -1 for none. */
    long droppedSequence();

    @Override
    void close() throws IOException;
}

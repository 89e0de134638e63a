package io.pelton.engine.state;

import org.agrona.MutableDirectBuffer;

/** Gives back what {@link StateWriter} took, in the same order. Throws IllegalStateException when the order differs. */
public interface StateReader {

    int getInt();

    long getLong();

    double getDouble();

    String getString();

    /** Copies the next byte string to {@code buffer} at {@code offset} and returns its length. */
    int getBytes(MutableDirectBuffer buffer, int offset);
}

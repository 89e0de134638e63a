package io.pelton.engine.state;

import org.agrona.DirectBuffer;

/** Takes an operator's values outside the arena for a snapshot; read back in the same order by {@link StateReader}. */
public interface StateWriter {

    void putInt(int value);

    void putLong(long value);

    void putDouble(double value);

    void putString(String value);

    void putBytes(DirectBuffer buffer, int offset, int length);
}

package io.pelton.engine.state;

import org.agrona.DirectBuffer;

/** Takes the blocks of an arena's snapshot, in any order. The bytes are valid during the call. */
public interface BlockConsumer {

    /**
     * Takes one block.
     *
     * @param block  its number: the bytes belong at {@code block * Arena.BLOCK_BYTES}
     * @param length {@link Arena#BLOCK_BYTES}, less for the last block
     */
    void accept(int block, DirectBuffer buffer, int offset, int length);
}

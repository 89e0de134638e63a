package io.pelton.tools.fuzz;

import java.io.IOException;
import java.util.List;

/**
 * One reader of bytes under attack. It returns, or throws what is documented and the target catches; everything else
 * that leaves {@link #run} is a finding: so are a hang, memory out of proportion, and rows that nobody wrote. What
 * {@link #run} needs is made at construction. One thread.
 */
interface FuzzTarget {

    /** Inputs to start from, made by the real writers. */
    List<byte[]> seeds() throws IOException;

    /** Reads one input. */
    void run(byte[] input) throws IOException;
}

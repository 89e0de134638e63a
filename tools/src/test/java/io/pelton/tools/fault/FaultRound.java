package io.pelton.tools.fault;

import java.nio.file.Path;

/** One kind of fault. A round is made from its seed alone, as far as the moment of a fault can be. */
interface FaultRound {

    /**
     * Runs one round in an empty folder.
     *
     * @return how many faults were inflicted
     * @throws FaultFoundException when something acknowledged was lost, doubled, or wrong
     */
    int run(long seed, Path folder) throws Exception;

    /** Why this machine can't run it; null when it can. */
    default String missing() throws InterruptedException {
        return null;
    }

    /** More about the rounds so far, for the last line. */
    default String note() {
        return "";
    }
}

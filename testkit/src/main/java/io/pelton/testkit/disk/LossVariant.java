package io.pelton.testkit.disk;

/**
 * What a power cut leaves of that which was not forced. Forced bytes and forced names are there in each of them. A cut
 * draws one probability for all its coins, from 1/16 to 15/16, so that both "nearly all" and "nearly nothing" occur.
 */
public enum LossVariant {
    /** Everything: the system had written all of it in time. */
    NOTHING_LOST,
    /** Nothing. */
    ALL_UNFORCED_LOST,
    /** All operations up to a random one, in their order over the whole disk; that one is torn if it is a write. */
    PREFIX,
    /** Everything but the last write, of which any of its sectors may be missing. */
    TORN_LAST_WRITE,
    /**
     * Each sector of 512 bytes as it was at a time of its own: at the last force, now, or between two writes to it. Of
     * each folder's operations either the first ones survive, or any as long as they concern different names.
     */
    SECTORS_AT_RANDOM,
    /** As SECTORS_AT_RANDOM, in units of 4,096 bytes. */
    PAGES_AT_RANDOM,
    /** Any of the folders' operations and lengths, but no content: a new file may be there, full of zeros. */
    NAMES_WITHOUT_CONTENT
}

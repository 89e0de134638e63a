package io.pelton.journal.storage;

/** What lays out the segment files of a journal; the blocks in them are the same. */
public enum StorageKind {
    /** Chronicle Queue: the default. */
    CHRONICLE(".cq4"),
    /** Plain files, written and read through channels: needs nothing of the JVM that isn't public. */
    PLAIN(".plj");

    private final String suffix;

    StorageKind(String suffix) {
        this.suffix = suffix;
    }

    /** Ends the names of its segment files. */
    public String suffix() {
        return suffix;
    }
}

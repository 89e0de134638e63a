package io.pelton.journal;

import io.pelton.journal.memory.MemoryStorage;
import io.pelton.journal.storage.JournalPosition;

/** Opens journals. Stateless. */
public final class Journals {
    private Journals() {
    }

    /** A journal without a disk, bounded: claims are refused while its tailers haven't released enough. */
    public static Journal inMemory(int capacityBytes) {
        return Journal.open(new MemoryStorage(capacityBytes), JournalPosition.fresh(1, 1), JournalOptions.defaults());
    }
}

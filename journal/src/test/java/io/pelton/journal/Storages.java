package io.pelton.journal;

import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.plain.PlainStorage;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a storage of either kind. */
final class Storages {
    private Storages() {
    }

    static JournalStorage open(Path directory, StorageKind kind, JournalOptions options) throws IOException {
        return kind == StorageKind.PLAIN ? PlainStorage.open(directory, options.segmentBytes())
                : ChronicleStorage.open(directory, options.segmentBytes());
    }
}

package io.pelton.perf.journal;

import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.plain.PlainStorage;

/** What blocks are appended to; the first is what the others are compared with. */
public enum AppendTarget {
    /** One write for each block, one fdatasync for each force. */
    PLAIN_FILE("plain file", true, PlainAppending::open),
    /** Without frame, checksum and force: what Chronicle Queue itself costs. */
    CHRONICLE("Chronicle, raw", false, ChronicleAppending::open),
    /** The journal as it is. */
    JOURNAL("journal on Chronicle", true, (folder, bytes) -> new JournalAppending(
            ChronicleStorage.open(folder, JournalAppending.segmentBytes()))),
    /** The same blocks in plain files. */
    PLAIN_JOURNAL("journal in plain files", true, (folder, bytes) -> new JournalAppending(
            PlainStorage.open(folder, JournalAppending.segmentBytes())));

    private final String text;
    private final boolean canForce;
    private final Appending.Opener opener;

    AppendTarget(String text, boolean canForce, Appending.Opener opener) {
        this.text = text;
        this.canForce = canForce;
        this.opener = opener;
    }

    public String text() {
        return text;
    }

    /** False when it has no force that means anything. */
    public boolean canForce() {
        return canForce;
    }

    Appending.Opener opener() {
        return opener;
    }
}

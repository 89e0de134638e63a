package io.pelton.journal.storage;

/**
 * What recovery had to do to a journal's files before they could be opened.
 *
 * @param cutBehind   the last row that stayed when rows behind it were lost or had to go, {@link #NOT_CUT} when none
 *                    did
 * @param lostBlocks  good blocks among what was cut
 * @param endedFiles  files that were ended properly, because the process that wrote them couldn't
 * @param quarantined files moved or copied to quarantine
 */
public record JournalMending(long cutBehind, long lostBlocks, int endedFiles, int quarantined) {
    public static final long NOT_CUT = Long.MAX_VALUE;
    /** Nothing was wrong. */
    public static final JournalMending NONE = new JournalMending(NOT_CUT, 0, 0, 0);

    public boolean isCut() {
        return cutBehind != NOT_CUT;
    }

    /** True when the files were as a clean stop leaves them. */
    public boolean isClean() {
        return equals(NONE);
    }

    /** A few words for people: {@code clean}, {@code cut behind row 41, 2 files in quarantine}. */
    public String text() {
        if (isClean()) {
            return "clean";
        }
        final StringBuilder text = new StringBuilder();
        if (isCut()) {
            text.append(cutBehind < 0 ? "cut before its first row" : "cut behind row " + cutBehind);
            if (lostBlocks > 0) {
                text.append(" (").append(lostBlocks).append(lostBlocks == 1 ? " block)" : " blocks)");
            }
        } else {
            text.append(quarantined > 0 ? "mended" : "ended by a kill");
        }
        if (quarantined > 0) {
            text.append(", ").append(quarantined)
                    .append(quarantined == 1 ? " file" : " files").append(" in quarantine");
        }
        return text.toString();
    }
}

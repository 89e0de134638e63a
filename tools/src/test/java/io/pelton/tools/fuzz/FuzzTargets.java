package io.pelton.tools.fuzz;

import java.io.IOException;
import java.util.Locale;

/** All targets by name. */
enum FuzzTargets {
    BLOCK(1, BlockTarget::new),
    JOURNAL(4, JournalTarget::new),
    SNAPSHOT(1, SnapshotTarget::new),
    MANIFEST(1, ManifestTarget::new),
    CURSOR(1, CursorTarget::new),
    LETTERS(1, LettersTarget::new),
    PLAN(4, PlanTarget::new),
    CSV(1, TextTarget::csv),
    JSON(1, TextTarget::json),
    ENGINE(20, EngineTarget::new),
    SQL(10, SqlTarget::new);

    /** An input takes so many times as long as those of the fast targets. */
    final int weight;
    private final Opener opener;

    /** Makes a target, with all that it needs. */
    @FunctionalInterface
    private interface Opener {
        FuzzTarget open() throws IOException;
    }

    FuzzTargets(int weight, Opener opener) {
        this.weight = weight;
        this.opener = opener;
    }

    static FuzzTargets named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    FuzzTarget open() throws IOException {
        return opener.open();
    }
}

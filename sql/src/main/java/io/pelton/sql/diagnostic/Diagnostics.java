package io.pelton.sql.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings; the same finding at the same place counts once. Not thread-safe. */
public final class Diagnostics {
    private final List<Diagnostic> found = new ArrayList<>();

    public void error(Position position, String message, String mend) {
        add(new Diagnostic(Severity.ERROR, position, message, mend));
    }

    public void warning(Position position, String message, String mend) {
        add(new Diagnostic(Severity.WARNING, position, message, mend));
    }

    public void note(Position position, String message, String mend) {
        add(new Diagnostic(Severity.NOTE, position, message, mend));
    }

    public void add(Diagnostic diagnostic) {
        if (!found.contains(diagnostic)) {
            found.add(diagnostic);
        }
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }

    /** All findings in the order of the text. */
    public List<Diagnostic> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
                .toList();
    }
}

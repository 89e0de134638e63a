package io.pelton.sql.diagnostic;

/**
 * One finding.
 *
 * @param message what is wrong
 * @param mend    what to write instead; empty when there is nothing to add
 */
public record Diagnostic(Severity severity, Position position, String message, String mend) {

    public int line() {
        return position.line();
    }

    public int column() {
        return position.column();
    }
}

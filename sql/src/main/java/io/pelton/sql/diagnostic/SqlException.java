package io.pelton.sql.diagnostic;

import java.util.List;

/** A script was refused: all findings, of which at least one is an error. The message is the rendered text. */
public final class SqlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    public SqlException(SourceText source, List<Diagnostic> diagnostics) {
        super(DiagnosticRenderer.render(source, diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}

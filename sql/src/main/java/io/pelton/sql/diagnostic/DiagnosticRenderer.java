package io.pelton.sql.diagnostic;

import java.util.List;
import java.util.Locale;

/**
 * Renders findings for people:
 *
 * <pre>
 * rules.sql:12:8: error: column `temprature` isn't known here
 *    12 | SELECT temprature FROM readings
 *       |        ^~~~~~~~~~
 *       = write: temperature
 * </pre>
 */
public final class DiagnosticRenderer {
    private DiagnosticRenderer() {
    }

    public static String render(SourceText source, List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            out.append(render(source, diagnostic));
        }
        return out.toString();
    }

    public static String render(SourceText source, Diagnostic diagnostic) {
        Position at = diagnostic.position();
        StringBuilder out = new StringBuilder();
        out.append(source.name()).append(':').append(at.line()).append(':').append(at.column()).append(": ")
                .append(diagnostic.severity().name().toLowerCase(Locale.ROOT)).append(": ")
                .append(diagnostic.message()).append('\n');
        String line = source.line(at.line());
        if (!line.isBlank()) {
            out.append(String.format(Locale.ROOT, "%6d | ", at.line())).append(line).append('\n');
            out.append("       | ").append(underline(line, at)).append('\n');
        }
        if (!diagnostic.mend().isEmpty()) {
            out.append("       = ").append(diagnostic.mend().replace("\n", "\n         ")).append('\n');
        }
        return out.toString();
    }

    /** Tabs stay tabs, so that the caret stands under its character whatever a tab's width is. */
    private static String underline(String line, Position at) {
        StringBuilder mark = new StringBuilder();
        int indent = Math.min(at.column() - 1, line.length());
        for (int i = 0; i < indent; i++) {
            mark.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        int length = Math.max(1, Math.min(at.length(), line.length() - indent));
        return mark.append('^').append("~".repeat(length - 1)).toString();
    }
}

package io.pelton.gateway.plan;

import io.pelton.gateway.catalog.TableProblem;
import io.pelton.gateway.script.Script;
import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.diagnostic.DiagnosticRenderer;
import io.pelton.sql.diagnostic.Position;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Findings as text, each with the file and the line in which it stands. Stateless. */
public final class FindingText {
    private FindingText() {
    }

    /** All findings, in the order given. */
    public static String render(Script script, List<Diagnostic> findings) {
        StringBuilder text = new StringBuilder();
        SourceText whole = new SourceText(script.name(), script.text());
        for (Diagnostic finding : findings) {
            Position at = finding.position();
            int line = script.lineInFile(at.line());
            String shown = "\n".repeat(line - 1) + whole.line(at.line());
            Diagnostic inFile = new Diagnostic(finding.severity(), new Position(line, at.column(), at.length()),
                    finding.message(), finding.mend());
            text.append(DiagnosticRenderer.render(new SourceText(script.fileAt(at.line()), shown), inFile));
        }
        return text.toString();
    }

    /** What the connectors say, as findings at the tables' declarations. */
    public static List<Diagnostic> ofTables(Script script, List<TableProblem> problems) {
        List<Diagnostic> findings = new ArrayList<>();
        SourceText text = new SourceText(script.name(), script.text());
        for (TableProblem problem : problems) {
            findings.add(new Diagnostic(problem.isError() ? Severity.ERROR : Severity.WARNING,
                    declaration(text, problem.table()), "table " + problem.table() + ": " + problem.message(), ""));
        }
        return findings;
    }

    /** An error that names a setting in quotes, at the place where the script sets it. */
    public static Diagnostic ofSetting(Script script, String message) {
        SourceText text = new SourceText(script.name(), script.text());
        Matcher key = Pattern.compile("'([a-z][a-z0-9.-]+)'").matcher(message);
        Position position = Position.START;
        if (key.find()) {
            int start = text.text().indexOf(key.group());
            position = start < 0 ? Position.START : text.position(start, start + key.group().length());
        }
        return new Diagnostic(Severity.ERROR, position, message, "");
    }

    private static Position declaration(SourceText text, String table) {
        Matcher matcher = Pattern.compile("\\bTABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?(" + Pattern.quote(table)
                + ")`?[\\s(]",
                Pattern.CASE_INSENSITIVE).matcher(text.text() + " ");
        return matcher.find() ? text.position(matcher.start(1), matcher.end(1)) : Position.START;
    }
}

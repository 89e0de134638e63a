package io.pelton.journal.recovery;

import java.util.List;
import java.util.Locale;

/** All that a check found, clean files included, in the order of the check. */
public record VerifyReport(List<Finding> findings) {

    public VerifyReport {
        findings = List.copyOf(findings);
    }

    public Severity severity() {
        Severity worst = Severity.CLEAN;
        for (final Finding finding : findings) {
            if (finding.severity().compareTo(worst) > 0) {
                worst = finding.severity();
            }
        }
        return worst;
    }

    /** The same without what is clean or harmless. */
    public VerifyReport problems() {
        return new VerifyReport(findings.stream()
                .filter(finding -> finding.severity().compareTo(Severity.HARMLESS) > 0).toList());
    }

    /** 0 clean or harmless, 1 the next start mends it, 2 damage. */
    public int exitCode() {
        return severity().exitCode();
    }

    /** The last line of {@link #text()}. */
    public String verdict() {
        return switch (severity()) {
            case CLEAN -> "Everything checks.";
            case HARMLESS -> "Everything that counts checks.";
            case REPAIRABLE -> "The next start mends this; nothing that had been promised is lost.";
            case DAMAGED -> "Something durable is gone or wrong. Restore it from a backup, let `pelton journal repair`"
                    + " show what going on without it would lose, or start over with --fresh.";
        };
    }

    /** A line for each finding and a last one with the verdict. */
    public String text() {
        final StringBuilder text = new StringBuilder();
        for (final Finding finding : findings) {
            text.append(String.format("%-10s  %s%n",
                    finding.severity().name().toLowerCase(Locale.ROOT), finding.text()));
        }
        return text.append(verdict()).append(System.lineSeparator()).toString();
    }
}

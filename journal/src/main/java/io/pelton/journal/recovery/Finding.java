package io.pelton.journal.recovery;

import java.nio.file.Path;

/** One thing that a check found, in a sentence; the file may be a folder. */
public record Finding(Severity severity, Path file, String message) {
}

package io.pelton.engine.egress;

import io.pelton.journal.recovery.FileCheck;
import io.pelton.journal.recovery.Finding;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.StateEvidence;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks dead-letter files line by line: each is whole, and their sequences grow. Stateless. */
public final class DeadLetterCheck implements FileCheck {
    private static final String SUFFIX = ".jsonl";
    private static final int MAX_LINE_BYTES = 4 << 20;

    @Override
    public List<Finding> check(Path stateDirectory, Path file, Manifest manifest) throws IOException {
        if (!file.startsWith(stateDirectory.resolve(StateFolder.DEAD_LETTERS)) || !file.toString().endsWith(SUFFIX)) {
            return List.of();
        }
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            boolean mayRepeat = manifest.entries().containsKey(StateEvidence.UNGATED_EPOCH);
            return List.of(new Reader(file, bytes, mayRepeat).read());
        }
    }

    /** One pass over a file; stops at the first line that is wrong. */
    private static final class Reader {
        private final Path file;
        private final InputStream bytes;
        private final boolean mayRepeat;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long position;
        private long lines;
        private long last = -1;

        private Reader(Path file, InputStream bytes, boolean mayRepeat) {
            this.file = file;
            this.bytes = bytes;
            this.mayRepeat = mayRepeat;
        }

        private Finding read() throws IOException {
            int next = bytes.read();
            while (next >= 0) {
                if (next == '\n') {
                    Finding wrong = checkLine();
                    if (wrong != null) {
                        return wrong;
                    }
                } else {
                    line.write(next);
                }
                if (line.size() > MAX_LINE_BYTES) {
                    return damaged("a line longer than any letter");
                }
                next = bytes.read();
            }
            return line.size() == 0 ? Finding.clean(file, lines + " letters")
                    : new Finding(Severity.REPAIRABLE, file, position, "the last letter is unfinished",
                    "the next start cuts it and writes it again");
        }

        private Finding checkLine() {
            long sequence = DeadLetterLine.sequence(line.toByteArray());
            if (sequence < 0) {
                return damaged("letter " + (lines + 1) + " is damaged");
            }
            if (sequence <= last && !mayRepeat) {
                return damaged("letter " + (lines + 1) + " has sequence " + sequence + " behind " + last);
            }
            position += line.size() + 1;
            last = sequence;
            lines++;
            line.reset();
            return null;
        }

        private Finding damaged(String what) {
            return new Finding(Severity.DAMAGED, file, position, what,
                    "no start and no replay reads it; what people and `pelton dlq` read there isn't what was written");
        }
    }
}

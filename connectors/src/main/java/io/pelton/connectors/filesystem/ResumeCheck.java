package io.pelton.connectors.filesystem;

import io.pelton.connectors.format.ByteScan;
import io.pelton.connectors.format.Format;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Is the input the one that the journal knows? Every doubt is a SourceException that names the choices. Stateless. */
final class ResumeCheck {
    private static final String CHOICES =
            "; bring the old input back, or start over on a new state (--fresh or another --state folder)";

    private ResumeCheck() {
    }

    /** Compares what can be compared without reading everything; returns the journaled identity. */
    static InputIdentity identity(ResumePosition known, InputIdentity now, InputFiles inputs, boolean isFollowed) {
        InputIdentity journaled = InputIdentity.parse(known.identity());
        if (journaled == null) {
            throw new SourceException("the journal names this input in a way that isn't understood" + CHOICES
                    + ": identity=" + known.identity());
        }
        if (now.sizeBytes() < known.position()) {
            throw tooShort(now.path(), known.position(), now.sizeBytes());
        }
        boolean hasChanged = journaled.headBytes() > now.sizeBytes()
                || journaled.headBytes() > 0 && inputs.head(journaled.headBytes()) != journaled.head();
        if (hasChanged) {
            throw new SourceException("the input begins with other bytes than when it was first read" + CHOICES
                    + ": path=" + now.path());
        }
        boolean isSingle = now.fileCount() == 1 && journaled.fileCount() == 1;
        if (!isFollowed && isSingle && now.sizeBytes() < journaled.sizeBytes()) {
            throw tooShort(now.path(), journaled.sizeBytes(), now.sizeBytes());
        }
        if (!isFollowed && !isSingle && now.listing() != journaled.listing()) {
            throw new SourceException("the folder's files aren't those that the run began with" + CHOICES
                    + ": path=" + now.path() + " files-then=" + journaled.fileCount() + " files-now="
                    + now.fileCount());
        }
        if (!journaled.key().equals(now.key()) && journaled.fileCount() > 0 && known.checked() < known.position()) {
            throw new SourceException("the input was replaced by another file, and no checksum covers all that was read"
                    + CHOICES + ": path=" + now.path() + " read=" + known.position() + " checked=" + known.checked());
        }
        return journaled;
    }

    static void digest(ResumePosition known, long digest, String path) {
        if (digest != known.checkedDigest()) {
            throw new SourceException("the part of the input that was already read has changed" + CHOICES
                    + ": path=" + path + " bytes=" + known.checked() + " crc-then="
                    + Long.toHexString(known.checkedDigest()) + " crc-now=" + Long.toHexString(digest));
        }
    }

    static SourceException tooShort(String path, long expectedBytes, long bytes) {
        return new SourceException("the input is shorter than it was" + CHOICES + ": path=" + path + " bytes-then="
                + expectedBytes + " bytes-now=" + bytes);
    }

    /** The first line of a file, without its line feed and without a byte order mark. */
    static byte[] firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Format.MAX_MESSAGE_BYTES);
            int feed = ByteScan.indexOf(start, 0, start.length, (byte) '\n');
            return Arrays.copyOf(start, feed < 0 ? start.length : feed);
        } catch (IOException e) {
            throw new SourceException("an input file can't be read: path=" + file, e);
        }
    }

    /** A followed folder may only get files behind those that were read, and those that were read may not change. */
    static void successor(InputFiles then, InputFiles now, int current, long currentBytes) {
        List<InputFiles.InputFile> files = now.files();
        for (int i = 0; i <= current; i++) {
            InputFiles.InputFile read = then.files().get(i);
            if (i >= files.size() || !files.get(i).name().equals(read.name())) {
                throw new SourceException("a followed folder lost a file, or got one whose name sorts before those that"
                        + " were read; give new files later names: path=" + now.path() + " expected=" + read.name()
                        + " found=" + (i < files.size() ? files.get(i).name() : "none"));
            }
            boolean isPast = i < current;
            if (isPast && files.get(i).sizeBytes() != read.sizeBytes()) {
                throw new SourceException("a file of a followed folder changed after a later one had begun: path="
                        + read.path() + " bytes-then=" + read.sizeBytes() + " bytes-now=" + files.get(i).sizeBytes());
            }
        }
        if (current >= 0 && files.get(current).sizeBytes() < currentBytes) {
            throw tooShort(now.path(), currentBytes, files.get(current).sizeBytes());
        }
    }
}

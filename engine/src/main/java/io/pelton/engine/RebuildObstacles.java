package io.pelton.engine;

import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why the state in a folder can't be rebuilt for another script. Reads headers, cursors and the journals' ends;
 * changes nothing. The opening thread, with the folder's lock.
 */
final class RebuildObstacles {
    private final StateFolder folder;
    private final Manifest manifest;
    private final byte[] inputSchemas;
    private final List<String> found = new ArrayList<>();

    private RebuildObstacles(StateFolder folder, byte[] inputSchemas) {
        this.folder = folder;
        this.manifest = folder.manifest();
        this.inputSchemas = inputSchemas;
    }

    /**
     * Reasons in words, none when a rebuild can begin; from the files, for journals that aren't open.
     *
     * @param inputSchemas of the new script
     */
    static List<String> of(StateFolder folder, byte[] inputSchemas) throws IOException {
        return of(folder, inputSchemas, JournalDump.lastSequence(folder.input(), folder.manifest().inputJournalId()),
                JournalDump.lastSequence(folder.output(), folder.manifest().outputJournalId()));
    }

    /** As {@link #of(StateFolder, byte[])}, for journals that end with these rows. */
    static List<String> of(StateFolder folder, byte[] inputSchemas, long lastInput, long lastOutput)
            throws IOException {
        RebuildObstacles obstacles = new RebuildObstacles(folder, inputSchemas);
        if (folder.manifest().entries().containsKey(EngineStorage.FINISHED)) {
            obstacles.found.add("its run has finished, no input follows that could give results");
        }
        obstacles.checkInput();
        obstacles.checkEnd(lastInput, lastOutput);
        obstacles.checkCursors(lastOutput);
        return obstacles.found;
    }

    private void checkInput() throws IOException {
        List<SegmentHeader> headers = JournalDump.headers(folder.input(), manifest.inputJournalId());
        for (SegmentHeader header : headers) {
            if (!Arrays.equals(header.schemas(), inputSchemas)) {
                found.add("the input tables aren't the same, and rows lie in the journal as their table was declared: "
                        + difference(header.schemas(), inputSchemas));
                break;
            }
        }
        if (!headers.isEmpty() && headers.get(0).baseSequence() > 0) {
            found.add("the input journal begins at row " + headers.get(0).baseSequence()
                    + ", older rows are no longer retained");
        }
        if (!OverrideLog.require(folder.path(), manifest.inputJournalId()).losses(StateFolder.INPUT).isEmpty()) {
            found.add("rows of the input journal are lost, as `pelton journal repair` was told to accept");
        }
    }

    private static String difference(byte[] before, byte[] now) {
        TreeSet<String> old = tables(before);
        TreeSet<String> changed = tables(now);
        TreeSet<String> onlyOld = new TreeSet<>(old);
        onlyOld.removeAll(changed);
        changed.removeAll(old);
        return "before " + onlyOld + " now " + changed;
    }

    /** Each table as {@code 0 readings(device INT, temp DOUBLE)}. */
    private static TreeSet<String> tables(byte[] schemas) {
        return new String(schemas, StandardCharsets.UTF_8).lines().map(line -> {
            String[] parts = line.split("\t");
            return Arrays.stream(parts).skip(2).collect(Collectors.joining(", ", parts[0] + " " + parts[1] + "(", ")"));
        }).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Only a snapshot proves that all results of the input are in the output journal. */
    private void checkEnd(long lastInput, long lastOutput) throws IOException {
        if (lastInput < 0) {
            return;
        }
        for (SnapshotHeader header : SnapshotStore.headers(folder.snapshots(), manifest.inputJournalId())) {
            if (header.inputSequence() == lastInput && header.outputSequence() == lastOutput) {
                return;
            }
        }
        found.add("its last run wasn't stopped cleanly, so results may be missing: run the old script once more and "
                + "stop it with Ctrl-C");
    }

    private void checkCursors(long lastOutput) throws IOException {
        for (Path file : cursors(folder)) {
            long delivered = CursorFile.read(file, manifest.outputJournalId()).position().outputSequence();
            if (delivered < lastOutput) {
                String name = file.getFileName().toString();
                String sink = name.substring(name.indexOf('-') + 1, name.length() - CursorFile.SUFFIX.length());
                found.add("the sink " + sink + " hasn't got the results " + (delivered + 1) + " to " + lastOutput
                        + " yet: run the old script until it has");
            }
        }
    }

    /** The cursor files, in the order of their names. */
    static List<Path> cursors(StateFolder folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder.cursors(), "*" + CursorFile.SUFFIX)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }
}

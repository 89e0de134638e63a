package io.pelton.tools.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.engine.Engine;
import io.pelton.engine.Replay;
import io.pelton.engine.recovery.ReplayMismatchException;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.sink.SinkException;
import io.pelton.engine.source.SourceException;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole state folder whose files are changed, under the whole recovery: replay from outside, then an engine that
 * recovers and goes on. With mended checksums rows and snapshot sections are hostile too. Not attacked behind a good
 * checksum: the operators' own memory (the arena's bytes and the operators' sections), which is taken as written.
 */
final class EngineTarget implements FuzzTarget {
    private static final int STEPS = 6;
    private static final int LIVES = 2;
    private static final int STEPS_OF_THE_IMAGE = 24;
    private static final int SNAPSHOT_FIELDS = 2;

    private final FuzzScript script = new FuzzScript();
    private final StateImage image;
    private final StateImage withoutSnapshots;

    EngineTarget() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        StateImage.newFolder(disk, script.topology().planHash()).close();
        for (int life = 0; life < LIVES; life++) {
            Engine engine = script.run(disk, STEPS_OF_THE_IMAGE);
            Findings.require(engine.failure() == null, "the image is of a run that failed: " + engine.failure());
        }
        disk.sync();
        image = StateImage.of(disk, path -> !path.equals("LOCK") && !path.startsWith(StateFolder.PLANS));
        withoutSnapshots = StateImage.of(disk, path -> path.startsWith(StateFolder.INPUT + "/")
                || path.startsWith(StateFolder.OUTPUT + "/") || path.startsWith(StateFolder.CURSORS)
                || path.startsWith(StateFolder.MANIFEST));
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(List.of(new byte[0]));
        for (int mode = 0; mode < 4; mode++) {
            for (int file = 0; file < image.files().size(); file++) {
                for (int kind = 0; kind < 10; kind += 4) {
                    seeds.add(new byte[] {(byte) mode, 0, (byte) file, (byte) kind, 3, 20, 2, 3, 0, 90, 1});
                }
            }
        }
        return seeds;
    }

    List<String> files() {
        return image.files();
    }

    @Override
    public void run(byte[] input) throws IOException {
        StateImage.Changed changed = changed(input);
        attempt(() -> Journals.verify(changed.folder(), DurabilityMode.GROUP).text());
        attempt(() -> new Replay(script.topology(), changed.folder(), rows -> { }).run());
        attempt(() -> {
            Engine engine = script.run(changed.disk(), STEPS);
            if (engine.failure() instanceof RuntimeException failure) {
                throw failure;
            }
            Findings.require(engine.failure() == null, "failed: " + engine.failure());
        });
        Findings.require(changed.disk().openChannels() == 0, "left open: " + changed.disk().openFiles());
    }

    /** Of the files with mended sums the snapshots are attacked field by field. */
    private StateImage.Changed changed(byte[] input) throws IOException {
        int mode = input.length == 0 ? 0 : input[0];
        if ((mode & 1) == 0) {
            return image.changed(input);
        }
        StateImage.Changed changed = withoutSnapshots.changed((mode & SNAPSHOT_FIELDS) == 0 ? input : new byte[0]);
        if ((mode & SNAPSHOT_FIELDS) != 0) {
            Path file = SnapshotStore.files(changed.folder().resolve(StateFolder.SNAPSHOTS)).get(0);
            byte[] content = Files.readAllBytes(file);
            FuzzBytes bytes = new FuzzBytes(input);
            bytes.nextByte();
            List<int[]> fields = fields(content);
            for (int left = FileEdits.count(bytes); left > 0 && bytes.hasMore(); left--) {
                int[] field = fields.get(bytes.below(fields.size()));
                int at = field[0] + bytes.below(field[1] - field[0]);
                int width = Math.min(1 << bytes.nextByte() % 4, Integer.highestOneBit(field[1] - at));
                content = FileEdits.put(content, at, width, bytes.nextValue());
            }
            Checksums.snapshot(content, StateImage.INPUT_ID);
            Files.write(file, content);
        }
        return changed;
    }

    /** Ranges of a snapshot: its header, the heads of sections, the engine's section, the heads of arena blocks. */
    private static List<int[]> fields(byte[] file) {
        UnsafeBuffer buffer = new UnsafeBuffer(file);
        List<int[]> fields = new ArrayList<>();
        int[] places = SnapshotTarget.places(file);
        fields.add(new int[] {0, 44});
        for (int i = 1; i + 1 < places.length; i += 2) {
            int head = places[i];
            int from = places[i + 1];
            int to = from + (int) buffer.getLong(head + 8, LITTLE_ENDIAN);
            String name = new String(file, head + 20, buffer.getInt(head + 16, LITTLE_ENDIAN), StandardCharsets.UTF_8);
            fields.add(new int[] {head, head + 20});
            if (name.equals("engine")) {
                fields.add(new int[] {from, to});
            } else if (name.equals("arena")) {
                for (int at = from; at < to; at += 8 + buffer.getInt(at + 4, LITTLE_ENDIAN)) {
                    fields.add(new int[] {at, at + 8});
                }
            }
        }
        return fields;
    }

    /** Runs something that may refuse, for the documented reasons. */
    private static void attempt(Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (CorruptJournalException | JournalFailedException | StateRefusedException | ReplayMismatchException
                | SinkException | SourceException e) {
            Findings.require(e.getMessage() != null && !e.getMessage().isBlank(), "refused without a reason");
        }
    }

    /** What may refuse. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }
}

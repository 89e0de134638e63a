package io.pelton.tools.fuzz;

import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.JournalTailer;
import io.pelton.journal.Journals;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.recovery.SegmentWalk;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A state folder with an input journal of three segments whose files are changed: verified, dumped, recovered, read,
 * and recovered again. Without mended checksums what is read must be a beginning of what was written.
 */
final class JournalTarget implements FuzzTarget {
    private static final int BLOCKS = 36;
    private static final JournalOptions OPTIONS = JournalOptions.defaults()
            .withStorage(StorageKind.PLAIN).withSegmentBytes(JournalOptions.MIN_PLAIN_SEGMENT_BYTES)
            .withBlockBytes(16 << 10).withSchemas(new byte[] {'s', 'c', 'h', 'e', 'm', 'a'});

    private final List<byte[]> written = new ArrayList<>();
    private final List<Long> firsts = new ArrayList<>();
    private final StateImage image;

    JournalTarget() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (StateFolder folder = StateImage.newFolder(disk, "plan")) {
            // Two lives, so that there is an ended segment and one that a kill has left.
            for (int life = 0; life < 2; life++) {
                folder.beginEpoch();
                try (Journal journal = Journals.openInput(folder, OPTIONS)) {
                    write(journal, life);
                }
            }
        }
        disk.sync();
        image = StateImage.of(disk, path -> path.startsWith(StateFolder.INPUT + "/")
                || path.startsWith(StateFolder.MANIFEST));
    }

    private void write(Journal journal, int life) {
        SplittableRandom random = new SplittableRandom(life);
        for (int i = 0; i < BLOCKS; i++) {
            byte[] payload = new byte[8 * (1 + random.nextInt(i % 9 == 0 ? 1_500 : 40))];
            random.nextBytes(payload);
            long first = journal.lastSequence() + 1;
            int rows = 1 + random.nextInt(5);
            Findings.require(journal.appender().claim(
                    BlockType.ROWS, first, rows, payload.length, 1_000L * i, first - 1), "no room");
            journal.appender().buffer().putBytes(journal.appender().payloadOffset(), payload);
            journal.appender().commit();
            firsts.add(first);
            written.add(payload);
            if (i % 5 == 0) {
                journal.force();
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(new byte[0]);
        for (int sums = 0; sums < 2; sums++) {
            for (int file = 0; file < image.files().size(); file++) {
                for (int kind = 0; kind < 10; kind++) {
                    seeds.add(new byte[] {(byte) sums, 0, (byte) file, (byte) kind, 1, 20, 2, 3, 0, 90, 1, 7});
                }
            }
        }
        return seeds;
    }

    @Override
    public void run(byte[] input) throws IOException {
        StateImage.Changed changed = image.changed(input);
        Path folder = changed.folder();
        try {
            Journals.verify(folder, DurabilityMode.GROUP).text();
        } catch (CorruptJournalException e) {
            Findings.require(e.getCause() instanceof IOException, "verify gives up on damage: " + e);
        }
        look(folder.resolve(StateFolder.INPUT));
        try {
            long last = recover(folder, changed.hasSums());
            Findings.require(recover(folder, changed.hasSums()) == last, "a second recovery ends elsewhere");
        } catch (CorruptJournalException | JournalFailedException e) {
            // what DESIGN §7 asks for where something durable is gone
        }
        Findings.require(changed.disk().openChannels() == 0, "left open: " + changed.disk().openFiles());
    }

    private static void look(Path journal) throws IOException {
        JournalDump.segments(journal, StateImage.INPUT_ID);
        JournalDump.headers(journal, StateImage.INPUT_ID);
        JournalDump.lastSequence(journal, StateImage.INPUT_ID);
        JournalDump.blocks(journal, StateImage.INPUT_ID, (file, block, position) -> block.payloadLength() >= 0);
        for (int number : SegmentFiles.list(journal)) {
            SegmentWalk.journalIdOf(SegmentFiles.path(journal, number));
        }
    }

    private long recover(Path state, boolean hasSums) {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, OPTIONS); JournalTailer tailer = journal.newTailer()) {
                long expected = -1;
                while (tailer.next()) {
                    Findings.require(expected < 0 || tailer.firstSequence() == expected, "sequences have a gap");
                    expected = tailer.firstSequence() + tailer.rowCount();
                    if (!hasSums) {
                        checkWritten(tailer);
                    }
                }
                return journal.lastSequence();
            }
        }
    }

    private void checkWritten(JournalTailer tailer) {
        int index = firsts.indexOf(tailer.firstSequence());
        byte[] payload = new byte[tailer.payloadBytes()];
        tailer.buffer().getBytes(tailer.payloadOffset(), payload);
        Findings.require(index >= 0 && Arrays.equals(written.get(index), payload),
                "a block was read that nobody wrote: first=" + tailer.firstSequence());
    }
}

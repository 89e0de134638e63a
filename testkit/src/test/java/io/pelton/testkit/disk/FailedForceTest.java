package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.egress.DeadLetterSink;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.Journals;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process may find in memory only, because the one before it died or its force failed: nothing rests on it. */
class FailedForceTest {
    private static final int PAYLOAD_BYTES = 4096;
    private static final JournalOptions OPTIONS = JournalOptions.defaults().withStorage(StorageKind.PLAIN)
            .withSegmentBytes(JournalOptions.MIN_SEGMENT_BYTES).withDurability(DurabilityMode.GROUP);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path state = disk.path("/state");

    private StateFolder open() {
        StateFolder folder = StateFolder.open(state);
        if (folder.isNew()) {
            folder.initialise("plan", "script", Map.of());
        }
        folder.beginEpoch();
        return folder;
    }

    private static Journal journal(StateFolder folder, boolean isInput) {
        return isInput ? Journals.openInput(folder, OPTIONS) : Journals.openOutput(folder, OPTIONS);
    }

    private static void append(Journal journal) {
        JournalAppender appender = journal.appender();
        assertTrue(appender.claim(BlockType.ROWS, appender.lastSequence() + 1, 1, PAYLOAD_BYTES, 1, Journal.NONE));
        appender.buffer().setMemory(appender.payloadOffset(), PAYLOAD_BYTES, (byte) appender.lastSequence());
        appender.commit();
    }

    private static void appendToNextSegment(Journal journal) {
        int segments = journal.segments().size();
        while (journal.segments().size() == segments) {
            append(journal);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotCountOnAnEndedSegmentWhoseForceFailed(boolean isInput) {
        try (StateFolder folder = open(); Journal journal = journal(folder, isInput)) {
            append(journal);
            journal.force();
            appendToNextSegment(journal);
            disk.faults().failForceAt(1);
            assertThrows(JournalFailedException.class, journal::force);
        }
        disk.endProcess();
        long found;
        try (StateFolder folder = open(); Journal journal = journal(folder, isInput)) {
            found = journal.lastSequence();
        }
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 1);

        try (StateFolder folder = open(); Journal journal = journal(folder, isInput)) {
            assertEquals(found, journal.lastSequence());
        }
        assertEquals(0, disk.openChannels());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotNameASegmentInTheManifestBeforeItIsDurable(boolean isInput) {
        StateFolder folder = open();
        Journal journal = journal(folder, isInput);
        append(journal);
        journal.force();
        appendToNextSegment(journal);
        folder.updateHoldings(held -> isInput ? held.withInput(journal.holdings()) : held.withOutput(
                journal.holdingsFrom(0)));
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 1);

        assertTrue(Journals.verify(state, DurabilityMode.GROUP).severity() != Severity.DAMAGED,
                () -> Journals.verify(state, DurabilityMode.GROUP).problems().text());
        try (StateFolder again = open(); Journal found = journal(again, isInput)) {
            assertEquals(0, found.lastSequence());
        }
    }

    @Test
    void shouldKeepTheLastDurableSegmentUntilTheNextOneIsDurable() {
        StateFolder folder = open();
        Journal journal = journal(folder, true);
        appendToNextSegment(journal);
        long last = journal.segments().get(1).baseSequence() - 1;

        assertEquals(0, journal.deleteBefore(last + 1));
        journal.force();
        assertEquals(1, journal.deleteBefore(last + 1));
        folder.close();
        journal.close();
    }

    @Test
    void shouldNotCountOnDeadLettersWhoseForceFailed() throws IOException {
        Path file = disk.path("/letters");
        DurableFiles.forceDirectory(disk.root());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            DurableFiles.forceDirectory(disk.root());
            channel.write(ByteBuffer.wrap("{\"sequence\":7,\"reason\":1}\n".getBytes(StandardCharsets.US_ASCII)));
            disk.faults().failForceAt(1);
            assertThrows(IOException.class, () -> channel.force(false));
        }
        Topology topology = new Topology("none", "plan", "", Map.of(), List.of(), List.of(), List.of());
        DeadLetterSink sink = new DeadLetterSink(topology, file, true);
        assertEquals(7, sink.open(null));
        sink.close();
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 1);

        DeadLetterSink again = new DeadLetterSink(topology, file, true);
        assertEquals(7, again.open(null));
        again.close();
    }

    @Test
    void shouldNotFollowADecisionThatAPowerCutCouldTakeBack() throws IOException {
        OverrideRecord skip = OverrideRecord.skip(3, 1, "deadly");
        long journalId;
        try (StateFolder folder = open()) {
            journalId = folder.manifest().inputJournalId();
            disk.faults().failForceAt(1);
            assertThrows(JournalFailedException.class, () -> folder.override(skip));
        }
        disk.endProcess();
        int found;
        try (StateFolder folder = open()) {
            found = OverrideLog.require(folder.path(), journalId).records().size();
        }
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 1);

        assertEquals(found, OverrideLog.require(state, journalId).records().size());
    }
}

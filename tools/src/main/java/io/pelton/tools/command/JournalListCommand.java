package io.pelton.tools.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a state folder holds: segments of both journals, snapshots, cursors. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        header = "Lists the segments, snapshots and cursors of a state folder.")
final class JournalListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateArgument state;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Manifest manifest = state.manifest();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(manifest));
        } else {
            print(manifest, out);
        }
        return 0;
    }

    private void print(Manifest manifest, PrintWriter out) throws IOException {
        out.printf("script %s, plan %s, started %d times%n%n", manifest.script(),
                manifest.planHash().substring(0, Math.min(12, manifest.planHash().length())), manifest.epoch());
        out.printf("%-8s %8s %6s %14s %14s %8s %14s  %s%n",
                "journal", "segment", "epoch", "first row", "last row", "blocks", "bytes", "end");
        for (String journal : List.of(StateFolder.INPUT, StateFolder.OUTPUT)) {
            for (JournalDump.Segment segment : segments(journal, manifest)) {
                boolean empty = segment.lastSequence() < segment.baseSequence();
                out.printf(Locale.ROOT, "%-8s %8d %6d %14s %14s %8d %,14d  %s%n", journal, segment.number(),
                        segment.epoch(), empty ? "-" : segment.baseSequence(), empty ? "-" : segment.lastSequence(),
                        segment.rowBlocks(), segment.usedBytes(), segment.isSealed() ? "sealed" : "open");
            }
        }
        out.println();
        for (Path snapshot : SnapshotStore.files(state.folder().resolve(StateFolder.SNAPSHOTS))) {
            out.printf(Locale.ROOT, "snapshot %s  %,d bytes%n", snapshot.getFileName(), Files.size(snapshot));
        }
        for (Path cursor : cursors()) {
            CursorFile.Position position = CursorFile.read(cursor, manifest.outputJournalId()).position();
            out.printf("cursor   %s  delivered up to output %d, caused by input %d%n",
                    cursor.getFileName(), position.outputSequence(), position.causeSequence());
        }
        out.flush();
    }

    private String json(Manifest manifest) throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("script", manifest.script()).put("plan", manifest.planHash()).put("epoch", manifest.epoch());
        for (String journal : List.of(StateFolder.INPUT, StateFolder.OUTPUT)) {
            ArrayNode list = root.putArray(journal);
            for (JournalDump.Segment segment : segments(journal, manifest)) {
                list.addObject().put("segment", segment.number()).put("file", segment.file().toString())
                        .put("epoch", segment.epoch()).put("firstRow", segment.baseSequence())
                        .put("lastRow", segment.lastSequence()).put("blocks", segment.rowBlocks())
                        .put("bytes", segment.usedBytes()).put("sealed", segment.isSealed());
            }
        }
        ArrayNode snapshots = root.putArray("snapshots");
        for (Path snapshot : SnapshotStore.files(state.folder().resolve(StateFolder.SNAPSHOTS))) {
            snapshots.addObject().put("file", snapshot.toString()).put("bytes", Files.size(snapshot));
        }
        ArrayNode cursors = root.putArray("cursors");
        for (Path cursor : cursors()) {
            CursorFile.Position position = CursorFile.read(cursor, manifest.outputJournalId()).position();
            cursors.addObject().put("file", cursor.toString()).put("output", position.outputSequence())
                    .put("cause", position.causeSequence());
        }
        return root.toString();
    }

    private List<JournalDump.Segment> segments(String journal, Manifest manifest) throws IOException {
        long id = journal.equals(StateFolder.INPUT) ? manifest.inputJournalId() : manifest.outputJournalId();
        return JournalDump.segments(state.folder().resolve(journal), id);
    }

    private List<Path> cursors() throws IOException {
        Path folder = state.folder().resolve(StateFolder.CURSORS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(CursorFile.SUFFIX)).sorted().toList();
        }
    }
}

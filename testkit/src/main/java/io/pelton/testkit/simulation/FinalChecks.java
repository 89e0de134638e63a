package io.pelton.testkit.simulation;

import io.pelton.engine.Replay;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** What must hold when a simulation has come to its end. */
final class FinalChecks {
    private final Topology topology;
    private final Path state;
    private final SimulatedWorld world;
    private final SimulatedScript script;
    private final Path root;
    private final List<JournaledInput> inputs = new ArrayList<>();
    /** Without rows that were left out because they end the process. */
    private final List<JournaledInput> computed = new ArrayList<>();
    private long inputRows;
    private long results;
    private long repeats;

    FinalChecks(Topology topology, Path state, SimulatedWorld world, SimulatedScript script, Path root) {
        this.topology = topology;
        this.state = state;
        this.world = world;
        this.script = script;
        this.root = root;
    }

    /** Everything. */
    void run() {
        try {
            Manifest manifest = StateFolder.readManifest(state).orElseThrow();
            takeInputs(InputHistory.read(state, manifest, topology));
            checkInputs();
            checkTargets(manifest);
            checkResults();
            checkReplay();
            checkFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What must hold although older parts of the journals are damaged: the results. */
    void runOnDamaged(InputHistory known) {
        try {
            Manifest manifest = StateFolder.readManifest(state).orElseThrow();
            InputHistory history = InputHistory.read(state, manifest, topology);
            history.fill(known);
            takeInputs(history);
            checkInputs();
            checkResults();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What must hold behind accepted losses, or when the targets are younger than the journal: what the journal holds
     * behind this result is delivered, under numbers used once.
     */
    void runBehind(long outputSequence) {
        try {
            Manifest manifest = StateFolder.readManifest(state).orElseThrow();
            try (JournalRows rows = new JournalRows(state.resolve(StateFolder.OUTPUT), manifest.outputJournalId())) {
                while (rows.next()) {
                    int sink = RowHeader.stream(rows.buffer(), rows.row());
                    if (sink < topology.sinks().size() && rows.sequence() > outputSequence) {
                        checkDelivered(rows, topology.sinks().get(sink).table().name());
                    }
                }
            }
            checkFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeInputs(InputHistory history) throws IOException {
        inputs.addAll(history.inputs());
        long journalId = StateFolder.readManifest(state).orElseThrow().inputJournalId();
        computed.addAll(history.inputsWithout(OverrideLog.require(state, journalId).skippedInputs()));
        inputRows = history.size();
    }

    /** The journal holds what the devices sent, each message once and in order. */
    private void checkInputs() {
        for (StreamDefinition stream : topology.streams()) {
            List<SimulatedDevice> devices = world.devicesOf(stream.table().name());
            for (int i = 0; i < devices.size(); i++) {
                int partition = i;
                List<Reading> journaled = inputs.stream()
                        .filter(input -> input.kind() == JournaledInput.Kind.ROW
                                && input.stream() == stream.streamId() && input.partition() == partition)
                        .map(JournaledInput::reading).toList();
                List<Reading> sent = new ArrayList<>();
                for (int number = 0; number < devices.get(i).messageCount(); number++) {
                    sent.addAll(devices.get(i).message(number));
                }
                if (!sent.equals(journaled)) {
                    throw new Violation("The journal doesn't hold what was sent; device=" + devices.get(i).name()
                            + " sent=" + sent.size() + " journaled=" + journaled.size());
                }
            }
        }
    }

    /** Each target holds the output journal's rows for it: all of them, byte for byte, and no others. */
    private void checkTargets(Manifest manifest) throws IOException {
        List<List<Long>> found = new ArrayList<>();
        topology.sinks().forEach(sink -> found.add(new ArrayList<>()));
        try (JournalRows rows = new JournalRows(state.resolve(StateFolder.OUTPUT), manifest.outputJournalId())) {
            while (rows.next()) {
                int sink = RowHeader.stream(rows.buffer(), rows.row());
                if (sink < topology.sinks().size() && isSimulated(topology.sinks().get(sink))) {
                    checkDelivered(rows, topology.sinks().get(sink).table().name());
                    found.get(sink).add(rows.sequence());
                }
            }
        }
        for (SinkDefinition sink : topology.sinks().stream().filter(FinalChecks::isSimulated).toList()) {
            SinkTarget target = world.targets().get(sink.table().name());
            results += target.rows().size();
            repeats += target.repeats();
            if (!new ArrayList<>(target.rows().keySet()).equals(found.get(sink.sinkId()))) {
                throw new Violation("A result was delivered that the journal doesn't hold; sink=" + target.table());
            }
        }
    }

    private void checkDelivered(JournalRows rows, String table) {
        byte[] row = new byte[RowHeader.length(rows.buffer(), rows.row())];
        rows.buffer().getBytes(rows.row(), row);
        byte[] held = world.targets().get(table).rows().get(rows.sequence());
        if (held == null) {
            throw new Violation("A result was never delivered; sink=" + table + " sequence=" + rows.sequence());
        }
        if (!Arrays.equals(held, row)) {
            throw new Violation("A result was delivered with another content than the journal's; sink=" + table
                    + " sequence=" + rows.sequence());
        }
    }

    /** The results are those of a model that knows nothing of journals. */
    private void checkResults() throws IOException {
        Map<String, List<String>> expected = script.oracle().results(computed);
        for (SinkDefinition sink : topology.sinks()) {
            String table = sink.table().name();
            List<String> actual = new ArrayList<>(isSimulated(sink) ? delivered(sink)
                    : script.files().rows(root, table));
            List<String> wanted = new ArrayList<>(expected.getOrDefault(table, List.of()));
            Collections.sort(actual);
            Collections.sort(wanted);
            if (!wanted.equals(actual)) {
                throw new Violation("The results are wrong; sink=" + table + " missing=" + difference(wanted, actual)
                        + " unexpected=" + difference(actual, wanted));
            }
        }
    }

    static boolean isSimulated(SinkDefinition sink) {
        return sink.connector() instanceof SimulatedConnector;
    }

    private List<String> delivered(SinkDefinition sink) {
        RowText text = new RowText(sink.layout());
        return world.targets().get(sink.table().name()).rows().values().stream()
                .map(row -> text.of(new UnsafeBuffer(row))).toList();
    }

    private static List<String> difference(List<String> from, List<String> without) {
        List<String> left = new ArrayList<>(from);
        without.forEach(left::remove);
        return left.size() > 5 ? left.subList(0, 5) : left;
    }

    private void checkReplay() {
        ReplayReport report = new Replay(topology, state, rows -> { }).run();
        if (!report.isSame()) {
            throw new Violation("Replay computes other results; " + report.difference());
        }
    }

    private void checkFolder() {
        VerifyReport report = Journals.verify(state, DurabilityMode.GROUP);
        if (report.severity() == Severity.DAMAGED) {
            throw new Violation("The folder is damaged: " + report.problems().text());
        }
    }

    long inputRows() {
        return inputRows;
    }

    long results() {
        return results;
    }

    long repeats() {
        return repeats;
    }
}

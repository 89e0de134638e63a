package io.pelton.testkit.simulation;

import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Everything outside the gateway: devices that remember, targets that keep. */
final class SimulatedWorld {
    private static final long START_MS = 1_767_225_600_000L;
    private static final int MAX_ROWS_PER_MESSAGE = 3;
    private static final int GARBAGE_EVERY = 40;
    private static final int MAX_STEP_MS = 900;
    private static final int MAX_VALUE = 100;

    private final Scenario scenario;
    private final SeededBug bug;
    private final SplittableRandom random;
    private final Map<String, List<SimulatedDevice>> devices = new LinkedHashMap<>();
    private final Map<String, SinkTarget> targets = new LinkedHashMap<>();
    private boolean isCalm;

    SimulatedWorld(Topology topology, Scenario scenario, SeededBug bug, SplittableRandom random) {
        this.scenario = scenario;
        this.bug = bug;
        this.random = random;
        for (StreamDefinition stream : topology.streams()) {
            devices.put(stream.table().name(), devices(stream.table().name()));
        }
        for (SinkDefinition sink : topology.sinks().stream().filter(FinalChecks::isSimulated).toList()) {
            String name = sink.table().name();
            targets.put(name, new SinkTarget(name, random.nextBoolean()));
        }
    }

    private SimulatedWorld(SimulatedWorld other, SplittableRandom random) {
        scenario = other.scenario;
        bug = other.bug;
        this.random = random;
        other.devices.forEach((table, list) ->
                devices.put(table, list.stream().map(device -> device.copy(random.split())).toList()));
        other.targets.forEach((table, target) -> targets.put(table, target.copy()));
        isCalm = other.isCalm;
    }

    /** As it stands, and from there on independent. */
    SimulatedWorld copy(SplittableRandom newRandom) {
        return new SimulatedWorld(this, newRandom);
    }

    private List<SimulatedDevice> devices(String table) {
        List<SimulatedDevice> list = new ArrayList<>();
        for (int i = 0; i < scenario.devices(); i++) {
            String name = table + "-" + i;
            list.add(new SimulatedDevice(name, messages(name), random.split(), scenario.linkLoss()));
        }
        return list;
    }

    private List<List<Reading>> messages(String device) {
        List<List<Reading>> messages = new ArrayList<>();
        long timeMs = START_MS + random.nextInt(MAX_STEP_MS);
        for (int i = 0; i < scenario.messages(); i++) {
            List<Reading> readings = new ArrayList<>();
            int rows = random.nextInt(GARBAGE_EVERY) == 0 ? 0 : 1 + random.nextInt(MAX_ROWS_PER_MESSAGE);
            for (int row = 0; row < rows; row++) {
                timeMs += random.nextInt(MAX_STEP_MS);
                long jitterMs = scenario.maxJitterMs() == 0 ? 0 : random.nextLong(scenario.maxJitterMs());
                String key = random.nextInt(5) == 0 ? "shared" : device;
                readings.add(new Reading(key, random.nextInt(MAX_VALUE), timeMs - jitterMs));
            }
            messages.add(readings);
        }
        return messages;
    }

    /** Empty targets for sinks that there are none for yet; they can't say what they have. */
    void addTargets(Topology topology) {
        for (SinkDefinition sink : topology.sinks()) {
            String name = sink.table().name();
            targets.computeIfAbsent(name, table -> new SinkTarget(table, false));
        }
    }

    /** From now on links and sinks behave. */
    void calmDown() {
        isCalm = true;
    }

    /** The devices send again what a gateway asks for, also what another one had acknowledged. */
    void forgetAcknowledgements() {
        devices.values().forEach(list -> list.forEach(SimulatedDevice::forgetAcknowledgements));
    }

    Source source(String table) {
        return new SimulatedSource(table, devices.get(table), bug == SeededBug.EARLY_ACKNOWLEDGEMENT);
    }

    Sink sink(String table) {
        return new SimulatedSink(targets.get(table), random.split(), isCalm ? 0 : scenario.sinkTrouble(),
                bug == SeededBug.SUPPRESSED_RESULT);
    }

    List<SimulatedDevice> devicesOf(String table) {
        return devices.get(table);
    }

    Map<String, SinkTarget> targets() {
        return targets;
    }
}

package io.pelton.tools.fuzz;

import io.pelton.connectors.Connectors;
import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.topology.Topology;
import io.pelton.gateway.catalog.ConnectorCatalog;
import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.testkit.disk.SimulatedDisk;
import io.pelton.testkit.time.ManualClock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A small script with what state can hold, and its runs on a simulated disk. */
final class FuzzScript {
    static final String TEXT = """
            SET 'pelton.journal.storage' = 'plain';
            SET 'pelton.journal.segment-bytes' = '64 kb';
            SET 'pelton.memory.max' = '2 mb';
            SET 'pelton.ring.slots' = '16';
            SET 'pelton.snapshot.interval' = '2 ms';
            CREATE TABLE s (
              device STRING, temp DOUBLE, n INT, ts TIMESTAMP(3),
              WATERMARK FOR ts AS ts - INTERVAL '1' SECOND
            ) WITH (
              'connector' = 'datagen', 'number-of-rows' = '20000', 'rows-per-second' = '0',
              'fields.ts.kind' = 'sequence-time', 'fields.ts.start' = '2026-01-01 00:00:00',
              'fields.ts.step' = '500 ms', 'fields.ts.jitter' = '4 s',
              'fields.device.prefix' = 'sensor_', 'fields.device.min' = '1', 'fields.device.max' = '20',
              'fields.n.null-rate' = '0.2');
            CREATE TABLE o (device STRING, temp DOUBLE, ts TIMESTAMP(3)) WITH ('connector' = 'blackhole');
            CREATE TABLE w (device STRING, n BIGINT, most DOUBLE) WITH ('connector' = 'blackhole');
            INSERT INTO o SELECT device, temp, ts FROM s WHERE n IS NOT NULL;
            INSERT INTO w SELECT device, COUNT(*), MAX(temp)
              FROM TABLE(TUMBLE(TABLE s, DESCRIPTOR(ts), INTERVAL '10' SECOND))
              GROUP BY device, window_start, window_end;
            """;

    private final Topology topology;

    FuzzScript() {
        ConnectorCatalog catalog = new ConnectorCatalog(Connectors.all());
        topology = new PlanCompiler(catalog::find).compile(ScriptPlanner.identified(
                ScriptPlanner.analyze(Script.ofText("fuzz", TEXT)).plan(), Map.of())).topology();
    }

    Topology topology() {
        return topology;
    }

    /** A life of some steps, ended as by a kill. */
    Engine run(SimulatedDisk disk, int steps) {
        ManualClock clock = new ManualClock(TimeUnit.DAYS.toNanos(20_000));
        try (Engine engine = Engine.open(topology, EngineOptions.durable(disk.path(StateImage.FOLDER))
                .withStepped(true).withClocks(clock, clock))) {
            for (int i = 0; i < steps && !engine.state().isFinal(); i++) {
                engine.step();
                clock.advance(1, TimeUnit.MILLISECONDS);
            }
            return engine;
        }
    }
}

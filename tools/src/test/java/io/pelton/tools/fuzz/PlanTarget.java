package io.pelton.tools.fuzz;

import io.pelton.gateway.plan.PlanCache;
import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A plan as text, and a cached plan's file: read as a plan of this version, refused, or made anew. */
final class PlanTarget implements FuzzTarget {
    private final SimulatedDisk disk = new SimulatedDisk();
    private final ScriptPlanner planner = new ScriptPlanner(new PlanCache(disk.path("/plans")));
    private final Script script = Script.ofText("fuzz", FuzzScript.TEXT);
    private final PhysicalPlan plan = planner.plan(script, Map.of());
    private final Path cached;
    private final byte[] cachedContent;

    PlanTarget() throws IOException {
        try (Stream<Path> files = Files.list(disk.path("/plans"))) {
            cached = files.findFirst().orElseThrow();
        }
        cachedContent = Files.readAllBytes(cached);
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(cachedContent, PlanCodec.toText(plan).getBytes(StandardCharsets.UTF_8), new byte[0],
                "{}".getBytes(StandardCharsets.UTF_8), "null".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void run(byte[] input) throws IOException {
        try {
            PlanCodec.fromText(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            Findings.require(e.getMessage() != null, "refused without a reason");
        }
        // One in 256 is enough: the file is behind a hash, and a plan that is made anew takes its time.
        if (input.length % 256 == 1) {
            Files.write(cached, input);
            Findings.require(planner.plan(script, Map.of()).equals(plan), "another plan came out of the cache");
            Files.write(cached, cachedContent);
        }
    }
}

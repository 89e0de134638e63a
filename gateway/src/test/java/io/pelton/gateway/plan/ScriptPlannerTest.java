package io.pelton.gateway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.gateway.script.Script;
import io.pelton.gateway.script.ScriptRefusedException;
import io.pelton.sql.plan.PhysicalPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptPlannerTest {
    private static final String SQL = """
            CREATE TABLE readings (device STRING, temp DOUBLE) WITH ('connector' = 'datagen');
            CREATE TABLE hot (device STRING, temp DOUBLE) WITH ('connector' = 'print');
            INSERT INTO hot SELECT device, temp FROM readings WHERE temp > 30;
            """;

    @TempDir
    Path folder;

    private ScriptPlanner planner;

    @BeforeEach
    void plannerWithAnEmptyCache() {
        planner = new ScriptPlanner(new PlanCache(folder));
    }

    private PhysicalPlan plan(String sql, Map<String, String> overrides) {
        return planner.plan(Script.ofText("rules", sql), overrides);
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void shouldGiveTheSamePlanFromTheCache() throws Exception {
        PhysicalPlan first = plan(SQL, Map.of());
        assertEquals(1, cached().size());
        assertEquals(first, plan(SQL, Map.of()));
    }

    @Test
    void shouldPlanAgainWhenTheCachedFileIsDamaged() throws Exception {
        PhysicalPlan first = plan(SQL, Map.of());
        Path file = cached().get(0);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("readings", "leadings"));
        assertEquals(first, plan(SQL, Map.of()));
        Files.writeString(file, "");
        assertEquals(first, plan(SQL, Map.of()));
    }

    @Test
    void shouldCallPlansTheSameThatDifferInCommentsAndOperation() throws Exception {
        PhysicalPlan first = plan(SQL, Map.of());
        assertEquals(first.hash(), plan("-- a comment\n" + SQL, Map.of()).hash());
        assertEquals(first.hash(), plan(SQL, Map.of("pelton.snapshot.interval", "1 s")).hash());
    }

    @Test
    void shouldCallPlansDifferentThatComputeSomethingElse() throws Exception {
        PhysicalPlan first = plan(SQL, Map.of());
        assertNotEquals(first.hash(), plan(SQL.replace("30", "31"), Map.of()).hash());
        assertNotEquals(first.hash(), plan(SQL, Map.of("pelton.keys.max", "7")).hash());
    }

    @Test
    void shouldRefuseWithPosition() {
        ScriptRefusedException refused = assertThrows(ScriptRefusedException.class,
                () -> plan(SQL.replace("temp > 30", "tmp > 30"), Map.of()));
        assertTrue(refused.getMessage().contains("rules:3:"), refused.getMessage());
    }
}

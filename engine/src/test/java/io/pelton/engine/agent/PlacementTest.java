package io.pelton.engine.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static List<String> names(String text, int cores) {
        return Placement.of(text, cores).carriers().stream()
                .map(carrier -> carrier.name() + (carrier.isPinned() ? "@" + carrier.core() : "")).toList();
    }

    @Test
    void shouldFuseOnSmallMachinesAndSpreadOnLargerOnes() {
        for (int cores = 1; cores <= 3; cores++) {
            assertEquals(List.of("ingress-journal-processing-output", "sinks", "sync", "snapshots"),
                    names("auto", cores));
        }
        for (int cores : List.of(4, 16, 128)) {
            assertEquals(List.of("ingress-journal", "processing-output", "sinks", "sync", "snapshots"),
                    names(" AUTO ", cores));
        }
    }

    @Test
    void shouldLeaveOnlyForcingApartWhenAllIsFused() {
        assertEquals(List.of("ingress-journal-processing-output-sinks", "sync", "snapshots"), names("fused", 8));
    }

    @Test
    void shouldPutStagesOfOneCoreOnOneThreadAndTheOthersOnTheirOwn() {
        assertEquals(List.of("sinks", "sync", "snapshots", "processing@0", "ingress-journal-output@3"),
                names("ingress=3, journal=3,processing=0,output=3,sinks=-", 4));
        assertEquals(List.of("ingress", "journal", "processing", "output", "sinks", "sync", "snapshots"),
                names("ingress=-", 1));
    }

    @Test
    void shouldCarryEveryStageOnce() {
        for (String text : List.of("auto", "fused", "processing=0", "sync=1,sinks=1,ingress=0")) {
            for (int cores = 2; cores < 9; cores++) {
                List<Stage> carried = Placement.of(text, cores).carriers().stream()
                        .flatMap(carrier -> carrier.stages().stream()).sorted().toList();
                assertEquals(List.of(Stage.values()), carried, text);
            }
        }
    }

    @Test
    void shouldRefuseWhatItCannotDoAndSayWhatItCan() {
        for (String text : List.of("", "fast", "ingress", "ingress=", "ingress=4", "ingress=-1", "ingress=x",
                "ingress=0,ingress=1", "disk=0", "ingress=0=1")) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> Placement.of(text, 4), text);
            assertTrue(refusal.getMessage().contains("'pelton.placement'"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("cores=4"), refusal.getMessage());
        }
    }

    @Test
    void shouldGoOnWhereAThreadCannotBePinned() throws InterruptedException {
        boolean[] wentOn = new boolean[2];
        Thread thread = new Thread(() -> {
            CorePinning.pin(1_000_000, "no-such-core");
            wentOn[0] = true;
            CorePinning.pin(0, "first-core");
            wentOn[1] = true;
        });
        thread.start();
        thread.join();
        assertTrue(wentOn[0] && wentOn[1]);
        assertFalse(thread.isAlive());
    }
}

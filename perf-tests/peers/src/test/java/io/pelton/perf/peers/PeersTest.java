package io.pelton.perf.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.LoopContender;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeersTest {
    private static final int DEVICES = 50;
    private static final int SECONDS = 17;
    /** Twice round the readings and a bit, so that windows span the seam and the end lies inside one. */
    private static final long EVENTS = 2L * DEVICES * SECONDS + 321;

    private final Readings readings = new Readings(7, DEVICES, SECONDS);

    @ParameterizedTest
    @EnumSource(names = {"W1", "W2"})
    void shouldComputeInJetWhatTheLoopComputes(Workload workload) {
        assertSameAsLoop(workload, new JetContender(workload, readings));
    }

    @ParameterizedTest
    @EnumSource(names = {"W1", "W2"})
    void shouldComputeInEsperWhatTheLoopComputes(Workload workload) {
        assertSameAsLoop(workload, new EsperContender(workload, readings));
    }

    @ParameterizedTest
    @EnumSource(names = {"W1", "W2"})
    void shouldMeasureThePartOfPeltonThatIsWarm(Workload workload) {
        RunFigures expected = new LoopContender(workload, readings).run(EVENTS);
        RunFigures figures = new WarmPeltonContender(workload, readings, Path.of("target", "state")).run(EVENTS);
        assertEquals(expected.results(), figures.results());
        assertTrue(figures.events() <= EVENTS - PeersCommand.warmUp(EVENTS), "warm-up was measured");
    }

    private void assertSameAsLoop(Workload workload, Contender peer) {
        RunFigures expected = new LoopContender(workload, readings).run(EVENTS);
        RunFigures figures = peer.run(EVENTS);
        assertEquals(expected.results(), figures.results());
        assertEquals(EVENTS - PeersCommand.warmUp(EVENTS), figures.events());
        assertTrue(figures.cpuNs() > 0 && figures.allocated() > 0, "a peer that used nothing wasn't measured");
    }
}

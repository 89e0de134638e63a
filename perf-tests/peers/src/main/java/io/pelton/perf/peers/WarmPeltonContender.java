package io.pelton.perf.peers;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.PeltonRun;
import io.pelton.perf.throughput.ChecksumSink;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.throughput.ReadingsSource;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pelton through SQL with the journal off, measured by the rule of the peers: its code is generated anew for each run
 * too, so the first part isn't measured. All of its threads count.
 */
final class WarmPeltonContender implements Contender {
    private final Workload workload;
    private final Readings readings;
    private final Path folder;

    /** @param folder for state, of which a run without journal leaves none */
    WarmPeltonContender(Workload workload, Readings readings, Path folder) {
        this.workload = workload;
        this.readings = readings;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Pelton";
    }

    @Override
    public String journal() {
        return JournalMode.OFF.text();
    }

    @Override
    public double goal() {
        return JournalMode.OFF.goal();
    }

    @Override
    public RunFigures run(long events) {
        Span span = new Span();
        AtomicLong unmeasured = new AtomicLong();
        ResultChecksum results = new ResultChecksum();
        InProcessConnector connector = new InProcessConnector(
                () -> source(events, unmeasured, span), () -> new ChecksumSink(results, span::end));
        String options = "'connector' = '" + InProcessConnector.IDENTIFIER + "'";
        PeltonRun.run(workload.script(options, options), JournalMode.OFF, "auto", folder, connector);
        return span.figures(events - unmeasured.get(), results.text());
    }

    private WarmSource source(long events, AtomicLong unmeasured, Span span) {
        ReadingsSource source = new ReadingsSource(readings, events, () -> { });
        return new WarmSource(source, PeersCommand.warmUp(events), published -> {
            unmeasured.set(published);
            span.begin();
        });
    }
}

package io.pelton.perf.peers;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;

/**
 * Esper on the caller's thread, by an external clock. Its own {@code time_order} undoes the disorder; each window is a
 * partition of an overlapping context, opened and ended by a {@link Boundary}. The runtime lives for one run, and its
 * classes are generated anew for it, which is why the first part of a run isn't measured.
 */
final class EsperContender implements Contender {
    private static final String EPL = """
            create context Windows
              initiated by Boundary as opened terminated by Boundary(startMs = opened.endMs);
            @NoLock insert rstream into Ordered select rstream * from Reading#time_order(timeMs, %d milliseconds);
            @NoLock @name('results') @EventRepresentation(objectarray)
            context Windows
              select device, context.opened.endMs as endMs, count(*) as readings, avg(temperature) as average,
                min(temperature) as lowest, max(temperature) as highest
              from Ordered group by device output snapshot when terminated;
            """.formatted(Readings.DISORDER_MS);

    private final Workload workload;
    private final Readings readings;

    /** @param workload one with windows */
    EsperContender(Workload workload, Readings readings) {
        this.workload = workload;
        this.readings = readings;
    }

    @Override
    public String name() {
        return "Esper";
    }

    @Override
    public String journal() {
        return "";
    }

    @Override
    public double goal() {
        return Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        ResultChecksum results = new ResultChecksum();
        EPRuntime runtime = runtime(results);
        try {
            long warmUp = PeersCommand.warmUp(events);
            long[] begun = new long[3];
            Feed feed = new Feed(readings, events, warmUp, () -> {
                begun[0] = ThreadMeter.ownAllocatedBytes();
                begun[1] = ThreadMeter.ownCpuNs();
                begun[2] = System.nanoTime();
            });
            drive(runtime.getEventService(), feed);
            long wallNs = System.nanoTime() - begun[2];
            long cpuNs = ThreadMeter.ownCpuNs() - begun[1];
            long allocated = ThreadMeter.ownAllocatedBytes() - begun[0];
            return new RunFigures(events - warmUp, wallNs, cpuNs, allocated, results.text());
        } finally {
            runtime.destroy();
        }
    }

    private void drive(EPEventService service, Feed feed) {
        EsperClock clock = new EsperClock(service, workload.windowMs(), workload.slideMs());
        while (feed.hasNext()) {
            Reading reading = feed.next();
            clock.onEventTime(reading.getTimeMs());
            service.sendEventBean(reading, "Reading");
        }
        clock.onEnd();
    }

    private static EPRuntime runtime(ResultChecksum results) {
        Configuration configuration = configuration();
        EPRuntime runtime = EPRuntimeProvider.getRuntime("pelton-peers", configuration);
        try {
            runtime.getEventService().advanceTime(0);
            EPCompiled compiled = EPCompilerProvider.getCompiler().compile(EPL, new CompilerArguments(configuration));
            EPDeployment deployment = runtime.getDeploymentService().deploy(compiled);
            runtime.getDeploymentService().getStatement(deployment.getDeploymentId(), "results")
                    .addListener((arrived, left, statement, source) -> add(arrived, results));
            return runtime;
        } catch (EPCompileException | EPDeployException e) {
            runtime.destroy();
            throw new IllegalStateException("Esper refuses the benchmark's own statements: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.getCommon().addEventType("Reading", Reading.class);
        configuration.getCommon().addEventType("Ordered", Reading.class);
        configuration.getCommon().addEventType("Boundary", Boundary.class);
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
        configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
        return configuration;
    }

    private static void add(EventBean[] rows, ResultChecksum results) {
        if (rows == null) {
            return;
        }
        for (EventBean row : rows) {
            Object[] values = (Object[]) row.getUnderlying();
            results.add((Integer) values[0], (Long) values[1], (Long) values[2], (Double) values[3],
                    (Double) values[4], (Double) values[5]);
        }
    }
}

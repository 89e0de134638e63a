package io.pelton.perf.peers;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;

/**
 * Hazelcast Jet on one member that knows nobody: source and windows on the one cooperative thread, the sink on a thread
 * of its own. All threads of the member count. A member lives for one run.
 */
final class JetContender implements Contender {
    private final Workload workload;
    private final Readings readings;

    /** @param workload one with windows */
    JetContender(Workload workload, Readings readings) {
        this.workload = workload;
        this.readings = readings;
    }

    @Override
    public String name() {
        return "Hazelcast Jet";
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
        long warmUp = PeersCommand.warmUp(events);
        JetRun run = new JetRun(readings, events, warmUp);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config());
        try {
            run.putInto(member);
            member.getJet().newJob(pipeline(workload.windowMs(), workload.slideMs())).join();
        } finally {
            member.shutdown();
        }
        return run.figures(events - warmUp);
    }

    /** Nothing is looked for, nothing is reported, and only this machine can connect. */
    private static Config config() {
        Config config = new Config();
        config.setClusterName("pelton-peers");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getMetricsConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(1);
        return config;
    }

    private static Pipeline pipeline(long windowMs, long slideMs) {
        StreamSource<Reading> source = Sources.streamFromProcessorWithWatermarks("readings", false,
                policy -> ProcessorMetaSupplier.forceTotalParallelismOne(
                        ProcessorSupplier.of(() -> new JetSource(policy))));
        Sink<KeyedWindowResult<Integer, Stats>> sink = SinkBuilder.sinkBuilder("results", JetRun::of)
                .<KeyedWindowResult<Integer, Stats>>receiveFn(JetRun::take)
                .destroyFn(JetRun::end)
                .preferredLocalParallelism(1)
                .build();
        AggregateOperation1<Reading, Stats, Stats> stats = AggregateOperation.withCreate(Stats::new)
                .<Reading>andAccumulate(Stats::accumulate)
                .andCombine(Stats::combine)
                .andExport(Stats::copy)
                .andFinish(FunctionEx.identity());
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(source)
                .withTimestamps(Reading::getTimeMs, Readings.DISORDER_MS)
                .groupingKey(Reading::getDevice)
                .window(WindowDefinition.sliding(windowMs, slideMs))
                .aggregate(stats)
                .writeTo(sink);
        return pipeline;
    }
}

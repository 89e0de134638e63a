package io.pelton.engine;

import io.pelton.engine.agent.Placement;
import io.pelton.engine.agent.Stage;
import io.pelton.engine.agent.StageThread;
import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.egress.EgressAgent;
import io.pelton.engine.metrics.DiskMetrics;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.recovery.RecoveryReport;
import io.pelton.engine.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running system: {@link #open} recovers and connects, {@link #start} sets threads going, {@link #awaitFinished}
 * waits for the end of bounded input, {@link #stop} ends cleanly, {@link #close} lets everything go. With
 * {@link EngineOptions#stepped()} there are no threads and the caller moves everything with {@link #step()}.
 *
 * <p>Methods may be called by any thread, {@link #step()} by one only. Several engines can live in one process.
 * Nothing here ends the process: a failure is told to {@link EngineOptions#errorHandler()} and shows in
 * {@link #state()}.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long STOP_MARGIN_MS = 15_000;
    private static final int IDLE_STEPS_LIMIT = 1_000_000;

    private final Topology topology;
    private final EngineOptions options;
    private final EngineStorage storage;
    private final ResourceStack resources;
    private final AtomicReference<EngineState> state = new AtomicReference<>(EngineState.OPEN);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean isHalted = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<StageThread> threads = new ArrayList<>();
    private final List<Agent> steps = new ArrayList<>();
    private EngineAssembly assembly;
    private volatile EngineMetrics lastMetrics;

    private Engine(Topology topology, EngineOptions options, EngineStorage storage, ResourceStack resources) {
        this.topology = topology;
        this.options = options;
        this.storage = storage;
        this.resources = resources;
    }

    /**
     * Recovers the state, if there is any, and opens sinks and sources. When the state folder holds a finished run,
     * nothing is opened and the engine's state is {@link EngineState#FINISHED}.
     *
     * @throws io.pelton.engine.recovery.StateRefusedException when the state folder belongs to something else
     * @throws io.pelton.engine.source.SourceException         when a source can't be opened
     * @throws io.pelton.engine.sink.SinkException             when a sink can't be opened
     */
    public static Engine open(Topology topology, EngineOptions options) {
        EngineConfiguration configuration = EngineConfiguration.of(topology.settings());
        ResourceStack resources = new ResourceStack();
        try {
            LossSettlement.settle(topology, options, configuration);
            EngineStorage storage = resources.add(options.stateFolder() == null
                    ? EngineStorage.ephemeral(configuration)
                    : EngineStorage.durable(options, topology, configuration));
            Engine engine = new Engine(topology, options, storage, resources);
            engine.connect(configuration);
            return engine;
        } catch (RuntimeException | Error e) {
            CloseHelper.quietClose(resources);
            throw e;
        }
    }

    private void connect(EngineConfiguration configuration) {
        if (storage.isFinished()) {
            LOG.info("{}: this run has finished already, nothing to do; --fresh starts over. stateFolder={}",
                    topology.name(), options.stateFolder());
            state.set(EngineState.FINISHED);
            ended.countDown();
            return;
        }
        assembly = new EngineAssembly(topology, options, configuration, storage, resources).build(this::end);
        if (storage.isDurable()) {
            LOG.info("{}: {}", topology.name(), assembly.recovery().text());
        }
        for (Stage stage : Stage.values()) {
            steps.addAll(assembly.agents().get(stage));
        }
        if (!options.stepped()) {
            Placement placement = Placement.of(configuration.placement(), Runtime.getRuntime().availableProcessors());
            placement.carriers().forEach(this::addThreads);
        }
    }

    /** A thread for a carrier; unpinned sinks get one each, so that a slow one delays nobody. */
    private void addThreads(Placement.Carrier carrier) {
        List<Agent> agents = new ArrayList<>();
        for (Stage stage : carrier.stages()) {
            agents.addAll(assembly.agents().get(stage));
        }
        boolean isSplit = carrier.stages().size() == 1 && carrier.stages().contains(Stage.SINKS) && !carrier.isPinned();
        if (isSplit) {
            agents.forEach(agent -> threads.add(thread(agent.roleName(), List.of(agent), carrier)));
        } else if (!agents.isEmpty()) {
            threads.add(thread(carrier.name(), agents, carrier));
        }
    }

    private StageThread thread(String role, List<Agent> agents, Placement.Carrier carrier) {
        return new StageThread("pelton-" + role, agents, carrier.core(), carrier.isPatient(), isHalted, this::fail);
    }

    /** Sets the threads going; once. Does nothing on a finished run. */
    public void start() {
        if (options.stepped()) {
            throw new IllegalStateException("A stepped engine has no threads: call step(); name=" + topology.name());
        }
        if (state.compareAndSet(EngineState.OPEN, EngineState.RUNNING)) {
            threads.forEach(StageThread::start);
        }
    }

    /**
     * One duty cycle of every agent, on the caller's thread.
     *
     * @return work done; 0 when nothing moved
     */
    public int step() {
        int work = 0;
        for (int i = 0; i < steps.size(); i++) {
            work += step(i);
        }
        return work;
    }

    /** Agents that {@link #step(int)} moves one by one. */
    public int agentCount() {
        return steps.size();
    }

    /**
     * One duty cycle of one agent, on the caller's thread: a simulator's way to try every order.
     *
     * @param agent 0 to {@link #agentCount()} − 1, in the order of the stream
     * @return work done; 0 when nothing moved
     */
    public int step(int agent) {
        if (!options.stepped()) {
            throw new IllegalStateException("This engine has threads of its own; name=" + topology.name());
        }
        state.compareAndSet(EngineState.OPEN, EngineState.RUNNING);
        if (state.get().isFinal()) {
            return 0;
        }
        try {
            return steps.get(agent).doWork();
        } catch (Throwable e) {
            fail(e);
            return 0;
        }
    }

    /** Waits for FINISHED, STOPPED or FAILED; steps by itself when the engine is stepped. */
    public EngineState awaitFinished() throws InterruptedException {
        if (options.stepped()) {
            stepToEnd();
        } else {
            ended.await();
        }
        return state.get();
    }

    /** As {@link #awaitFinished()} with a limit; the state then, final or not. */
    public EngineState awaitFinished(long timeout, TimeUnit unit) throws InterruptedException {
        if (options.stepped()) {
            stepToEnd();
        } else if (!ended.await(timeout, unit)) {
            return state.get();
        }
        return state.get();
    }

    private void stepToEnd() {
        int idle = 0;
        while (!state.get().isFinal()) {
            idle = step() == 0 ? idle + 1 : 0;
            if (idle > IDLE_STEPS_LIMIT) {
                throw new IllegalStateException("Nothing moves any more: feed the sources, move the clock, or stop; "
                        + "name="
                        + topology.name() + " state=" + state.get());
            }
        }
    }

    /**
     * Stops cleanly: takes no more input, forces, snapshots, drains the sinks for up to 10 s. Open windows stay open.
     * Waits until that is done.
     *
     * @return the state then: STOPPED, or FINISHED or FAILED when that came first
     */
    public EngineState stop() throws InterruptedException {
        if (state.compareAndSet(EngineState.OPEN, EngineState.STOPPED)) {
            ended.countDown();
            return EngineState.STOPPED;
        }
        if (!state.get().isFinal()) {
            state.compareAndSet(EngineState.RUNNING, EngineState.STOPPING);
            assembly.conductor().stop();
            if (options.stepped()) {
                stepToEnd();
            } else if (!ended.await(STOP_MARGIN_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("The engine did not stop in time, closing it all the same; name={}", topology.name());
            }
        }
        return state.get();
    }

    private void end(EngineState end) {
        if (end == EngineState.FINISHED) {
            storage.markFinished();
        }
        if (!state.compareAndSet(EngineState.RUNNING, end)) {
            state.compareAndSet(EngineState.STOPPING, end);
        }
        ended.countDown();
    }

    private void fail(Throwable cause) {
        if (!failure.compareAndSet(null, cause)) {
            return;
        }
        isHalted.set(true);
        state.set(EngineState.FAILED);
        LOG.error("{}: failed", topology.name(), cause);
        try {
            options.errorHandler().accept(cause);
        } finally {
            ended.countDown();
        }
    }

    public EngineState state() {
        return state.get();
    }

    /** What made the engine fail, null when it didn't. */
    public Throwable failure() {
        return failure.get();
    }

    /** What the start found in the state folder. */
    public RecoveryReport recovery() {
        return assembly == null ? RecoveryReport.NOTHING : assembly.recovery();
    }

    /** All counters now; after {@link #close()} those of the end. Empty for a run that had finished before. */
    public EngineMetrics metrics() {
        if (lastMetrics != null) {
            return lastMetrics;
        }
        if (assembly == null) {
            return new EngineMetrics(List.of(), List.of(), List.of(), -1, -1, -1, -1, 0, 0, 0, 0, 0,
                    DiskMetrics.NOTHING);
        }
        return assembly.metrics().read();
    }

    /** Bytes of operator state in use; of an engine with threads a recent value. */
    public long stateBytes() {
        return assembly == null ? 0 : assembly.stateBytes();
    }

    /** Nanoseconds from ingest to delivery, per sink table, since the last call. One caller at a time. */
    public Map<String, Histogram> takeLatencies() {
        Map<String, Histogram> latencies = new LinkedHashMap<>();
        if (assembly != null) {
            for (EgressAgent sink : assembly.sinks()) {
                latencies.put(sink.table(), sink.takeLatency());
            }
        }
        return latencies;
    }

    /**
     * Ends the threads and closes everything, in reverse order of opening. Without {@link #stop()} before it, as after
     * a crash.
     */
    @Override
    public synchronized void close() {
        if (state.get() == EngineState.CLOSED) {
            return;
        }
        threads.forEach(StageThread::askToEnd);
        threads.forEach(StageThread::close);
        if (options.stepped()) {
            steps.forEach(Agent::onClose);
        }
        lastMetrics = metrics();
        EngineState before = state.getAndSet(EngineState.CLOSED);
        ended.countDown();
        try {
            resources.close();
        } catch (RuntimeException e) {
            LOG.warn("{}: not everything could be closed; state={}", topology.name(), before, e);
            throw e;
        }
    }
}

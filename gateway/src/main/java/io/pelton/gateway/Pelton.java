package io.pelton.gateway;

import io.pelton.connectors.Connectors;
import io.pelton.connectors.memory.InProcessConnector;
import io.pelton.connectors.memory.InProcessSource;
import io.pelton.connectors.memory.RowConsumer;
import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.configuration.EngineKeys;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.recovery.RecoveryReport;
import io.pelton.gateway.catalog.ConnectorCatalog;
import io.pelton.gateway.flags.JvmFlags;
import io.pelton.gateway.plan.FindingText;
import io.pelton.gateway.plan.PlanCache;
import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.gateway.script.ScriptRefusedException;
import io.pelton.sql.compile.CompiledPlan;
import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.plan.PhysicalPlan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A SQL script, running in this process. Open it, say where in-process rows go, start it, wait or stop, close it:
 *
 * <pre>{@code
 * try (Pelton pelton = Pelton.open(Script.ofText("alarm", sql), PeltonOptions.ephemeral())) {
 *     pelton.sink("alarms", row -> System.out.println(row.getString(0)));
 *     pelton.start();
 *     InProcessWriter readings = pelton.source("readings").newWriter();
 *     readings.row().putDouble(1, 31.5);
 *     readings.write();
 *     pelton.source("readings").end();
 *     pelton.await();
 * }
 * }</pre>
 *
 * <p>Threading: open, start, stop and close from one thread, or with happens-before between them; metrics and state
 * from any. The engine's threads are its own; they call back only sinks and the error handler. Several can live in one
 * JVM. It never ends the JVM, and logs through SLF4J alone.
 *
 * <p>Back-pressure: a writer waits while the engine is behind, and tryWrite says so instead.
 */
public final class Pelton implements AutoCloseable {
    private final CompiledPlan compiled;
    private final InProcessConnector inProcess;
    private final EngineOptions engineOptions;
    private volatile Engine engine;

    private Pelton(CompiledPlan compiled, InProcessConnector inProcess, EngineOptions engineOptions) {
        this.compiled = compiled;
        this.inProcess = inProcess;
        this.engineOptions = engineOptions;
    }

    /**
     * Plans the script and compiles it; nothing outside is touched before {@link #start()}.
     *
     * @throws ScriptRefusedException when the script can't run
     * @throws IllegalStateException  when the JVM lacks flags; the message ends in what to add
     */
    public static Pelton open(Script script, PeltonOptions options) {
        JvmFlags.require(JvmFlags.missingForEphemeral());
        PhysicalPlan plan = new ScriptPlanner(PlanCache.ofUser()).plan(script, options.settings());
        InProcessConnector inProcess = new InProcessConnector();
        ConnectorCatalog catalog = catalog(options.printStream(), inProcess);
        refuseErrors(script, FindingText.ofTables(script, catalog.check(plan)));
        CompiledPlan compiled = CheckReport.compile(script, plan, catalog);
        Path folder = stateFolder(plan, options);
        if (folder != null) {
            JvmFlags.require(JvmFlags.missingForDurable());
        }
        EngineOptions engineOptions = EngineOptions.ephemeral().withStateFolder(folder).withFresh(options.fresh())
                .withRebuild(options.rebuild()).withRecoveryListener(options.recoveryListener())
                .withErrorHandler(options.errorHandler());
        return new Pelton(compiled, inProcess, engineOptions);
    }

    static ConnectorCatalog catalog(PrintStream printStream, InProcessConnector inProcess) {
        List<Connector> connectors = new ArrayList<>(Connectors.all(printStream, System.err));
        connectors.add(inProcess);
        return new ConnectorCatalog(connectors);
    }

    private static void refuseErrors(Script script, List<Diagnostic> findings) {
        List<Diagnostic> errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
        if (!errors.isEmpty()) {
            throw new ScriptRefusedException(FindingText.render(script, errors));
        }
    }

    private static Path stateFolder(PhysicalPlan plan, PeltonOptions options) {
        String setting = plan.settings().get(EngineKeys.STATE_DIR.name());
        return options.stateFolder() != null || setting == null ? options.stateFolder() : Path.of(setting);
    }

    /** The program's end of an {@code in-process} table that the script reads. */
    public InProcessSource source(String table) {
        return inProcess.source(table);
    }

    /**
     * Sends the rows of an {@code in-process} table that the script writes to {@code consumer}; before
     * {@link #start()}.
     */
    public void sink(String table, RowConsumer consumer) {
        inProcess.sink(table, consumer);
    }

    /**
     * Recovers, connects the sinks, then the sources, and lets the engine's threads run; once. A bounded run that has
     * finished on this state folder is {@link EngineState#FINISHED} at once.
     *
     * @throws RuntimeException when the state folder is in use, damaged, or belongs to something else, or a table
     * can't be
     *                          opened; the message says what to do
     */
    public void start() {
        if (engine != null) {
            throw new IllegalStateException("started already: script=" + compiled.topology().name());
        }
        engine = Engine.open(compiled.topology(), engineOptions);
        engine.start();
    }

    /** Waits until the run has ended: finished, stopped or failed. */
    public EngineState await() throws InterruptedException {
        return started().awaitFinished();
    }

    /** As {@link #await()}, at most this long; the state then. */
    public EngineState await(long time, TimeUnit unit) throws InterruptedException {
        return started().awaitFinished(time, unit);
    }

    /**
     * Stops cleanly: takes no more input, forces, takes a snapshot, lets the sinks catch up for at most 10 s. Open
     * windows stay open; on a state folder the same script goes on. Returns when it is done.
     */
    public EngineState stop() throws InterruptedException {
        return started().stop();
    }

    /** Where the run is; {@link EngineState#OPEN} before {@link #start()}. */
    public EngineState state() {
        Engine running = engine;
        return running == null ? EngineState.OPEN : running.state();
    }

    /** Why it failed, or null. */
    public Throwable failure() {
        return started().failure();
    }

    /** What {@link #start()} recovered. */
    public RecoveryReport recovery() {
        return started().recovery();
    }

    /** All counters; any thread, any time after {@link #start()}. */
    public EngineMetrics metrics() {
        return started().metrics();
    }

    private Engine started() {
        Engine running = engine;
        if (running == null) {
            throw new IllegalStateException("call start() first: script=" + compiled.topology().name());
        }
        return running;
    }

    /** The state folder in use, or null for an ephemeral run. */
    public Path stateFolder() {
        return engineOptions.stateFolder();
    }

    /** The plan with its generated code and memory bounds. */
    public CompiledPlan compiled() {
        return compiled;
    }

    /**
     * Ends the run as it stands, without draining, and gives everything back. After {@link #stop()} nothing is lost by
     * it.
     */
    @Override
    public void close() {
        Engine running = engine;
        if (running != null) {
            running.close();
        }
    }
}

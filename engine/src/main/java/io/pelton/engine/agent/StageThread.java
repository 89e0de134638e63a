package io.pelton.engine.agent;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that carries agents, in order, again and again, until one fails or it is closed. */
public final class StageThread implements Agent, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StageThread.class);
    private static final int STUCK_MS = 20_000;
    private static final long MAX_SPINS = 100;
    private static final long MAX_YIELDS = 100;
    private static final long MIN_PARK_NS = 20_000L;
    private static final long MAX_PARK_NS = 500_000L;
    private static final long MAX_PATIENT_PARK_NS = 5_000_000L;

    private final String name;
    private final Agent[] agents;
    private final int core;
    private final AtomicBoolean isHalted;
    private final Consumer<Throwable> failed;
    private final AgentRunner runner;
    private volatile boolean isClosing;

    /**
     * @param isPatient nobody waits for its work: it sleeps longer
     * @param isHalted shared by the engine's threads: when one fails, all stop
     * @param failed   told what an agent threw
     */
    public StageThread(
            String name, List<Agent> agents, int core, boolean isPatient, AtomicBoolean isHalted,
            Consumer<Throwable> failed) {
        this.name = name;
        this.agents = agents.toArray(new Agent[0]);
        this.core = core;
        this.isHalted = isHalted;
        this.failed = failed;
        IdleStrategy idle = core == Placement.ANY_CORE
                ? new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS,
                        isPatient ? MAX_PATIENT_PARK_NS : MAX_PARK_NS)
                : new BusySpinIdleStrategy();
        runner = new AgentRunner(idle, failed::accept, null, this);
    }

    public void start() {
        AgentRunner.startOnThread(runner, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void onStart() {
        if (core != Placement.ANY_CORE) {
            CorePinning.pin(core, name);
        }
    }

    @Override
    public int doWork() {
        if (isHalted.get()) {
            throw new AgentTerminationException();
        }
        if (isClosing) {
            return 0;
        }
        int work = 0;
        try {
            for (Agent agent : agents) {
                work += agent.doWork();
            }
        } catch (Throwable e) {
            isHalted.set(true);
            failed.accept(e);
            throw new AgentTerminationException();
        }
        return work;
    }

    @Override
    public void onClose() {
        for (int i = agents.length - 1; i >= 0; i--) {
            agents[i].onClose();
        }
    }

    @Override
    public String roleName() {
        return name;
    }

    /** No agent gets another turn; any thread. Asking all threads before closing the first saves waiting in turn. */
    public void askToEnd() {
        isClosing = true;
    }

    /**
     * Ends the thread and waits for it. It is interrupted only when it is stuck: an interrupt in the middle of a force
     * closes the file and fails the journal.
     */
    @Override
    public void close() {
        askToEnd();
        runner.close(STUCK_MS, thread -> LOG.warn("A thread doesn't end, interrupting it; name={}", thread.getName()));
    }
}

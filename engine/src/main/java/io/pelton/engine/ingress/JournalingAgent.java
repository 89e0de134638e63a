package io.pelton.engine.ingress;

import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.ring.RingJournaler;
import org.agrona.concurrent.Agent;

/** Input ring → input journal: what the ring offers at once becomes one block. */
public final class JournalingAgent implements Agent {
    private final RingJournaler journaler;
    private final DurableGate gate;
    private final boolean isForcedEach;
    private final long journalOffset;

    /** @param isForcedEach mode each: a block waits until the one before is durable */
    public JournalingAgent(RingJournaler journaler, DurableGate gate, boolean isForcedEach, long journalOffset) {
        this.journaler = journaler;
        this.gate = gate;
        this.isForcedEach = isForcedEach;
        this.journalOffset = journalOffset;
    }

    @Override
    public int doWork() {
        long durableSequence = gate.durableSequence();
        if (isForcedEach && durableSequence < journaler.journaled().get() + journalOffset) {
            return 0;
        }
        return journaler.journal(durableSequence);
    }

    @Override
    public String roleName() {
        return "journal";
    }
}

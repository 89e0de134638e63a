package io.pelton.engine.processing;

import com.lmax.disruptor.Sequence;
import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.ring.RingJournaler;
import org.agrona.concurrent.Agent;

/** Output ring → output journal, at once: what sinks may see is decided where they read. */
public final class OutputJournalingAgent implements Agent {
    private final RingJournaler journaler;
    private final DurableGate gate;

    public OutputJournalingAgent(RingJournaler journaler, DurableGate gate) {
        this.journaler = journaler;
        this.gate = gate;
    }

    /** Ring sequence of the last output row journaled. */
    public Sequence journaled() {
        return journaler.journaled();
    }

    @Override
    public int doWork() {
        int rows = 0;
        int block;
        do {
            block = journaler.journal(gate.durableSequence());
            rows += block;
        } while (block > 0);
        return rows;
    }

    @Override
    public String roleName() {
        return "output";
    }
}

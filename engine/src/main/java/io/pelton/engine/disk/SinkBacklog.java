package io.pelton.engine.disk;

import io.pelton.engine.connector.SinkBudget;

/** A sink as its budget sees it; any thread. */
public interface SinkBacklog {
    String table();

    SinkBudget budget();

    /** Last output sequence that was handed to the sink, given up, or belongs to another one. */
    long passed();

    /** The sink is not to be given rows before this output sequence any more; they are counted. */
    void giveUpBefore(long sequence);

    /** The sink hangs: the journal may lose what lies before this sequence without its reading on. */
    void expendBefore(long sequence);
}

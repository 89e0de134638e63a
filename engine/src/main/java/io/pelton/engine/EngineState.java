package io.pelton.engine;

/** Where an engine is in its life. */
public enum EngineState {
    /** Recovered and connected; nothing moves yet. */
    OPEN,
    RUNNING,
    /** Asked to stop: takes no input, snapshots, drains the sinks. */
    STOPPING,
    /** Stopped cleanly; the same script on the same state folder goes on. */
    STOPPED,
    /** All bounded input is processed and delivered. */
    FINISHED,
    /** Something failed; nothing is acknowledged or delivered any more. */
    FAILED,
    CLOSED;

    /** True when nothing moves any more. */
    public boolean isFinal() {
        return this == STOPPED || this == FINISHED || this == FAILED || this == CLOSED;
    }
}

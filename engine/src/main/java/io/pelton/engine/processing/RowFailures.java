package io.pelton.engine.processing;

/** Is told when computing a row fails, before the failure goes on its way. The processing thread; may block. */
@FunctionalInterface
public interface RowFailures {

    /** {@code sequence} is the input row's. */
    void failed(long sequence, Throwable cause);
}

package io.pelton.engine.operator;

import io.pelton.engine.state.Arena;

/** What an operator is given when it opens. */
public interface OperatorContext {

    /** All keyed state lives here. Shared by the operators of one processing thread. */
    Arena arena();

    /** Where its rows go. */
    Output output();

    /** Where refused rows go. */
    DeadLetters deadLetters();

    /** Its counters, in = used + filtered + lateApplied + tooLate + refused. */
    OperatorCounters counters();

    /** The time at which the current input was journaled, epoch nanoseconds: PROCTIME() and CURRENT_TIMESTAMP. */
    long inputTimeNs();

    /** The watermark of this operator's input in epoch milliseconds, Long.MIN_VALUE before the first. */
    long watermarkMs();
}

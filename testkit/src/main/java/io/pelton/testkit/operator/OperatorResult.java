package io.pelton.testkit.operator;

import io.pelton.engine.operator.OperatorCounters;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What an operator made of a script.
 *
 * @param rows        the rows emitted, header (length, change kind, event time) and body
 * @param deadLetters the refusals: {@code reason detail window}
 */
public record OperatorResult(List<DirectBuffer> rows, List<String> deadLetters, OperatorCounters counters) {

    public OperatorResult {
        rows = List.copyOf(rows);
        deadLetters = List.copyOf(deadLetters);
    }
}

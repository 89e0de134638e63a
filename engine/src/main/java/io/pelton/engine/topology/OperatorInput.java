package io.pelton.engine.topology;

/**
 * Where an operator's input comes from.
 *
 * @param isStream true for a stream, false for an earlier operator of the same pipeline
 * @param index    stream id, or index of that operator
 */
public record OperatorInput(boolean isStream, int index) {
}

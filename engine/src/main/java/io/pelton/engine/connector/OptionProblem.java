package io.pelton.engine.connector;

/**
 * What a connector has against an option.
 *
 * @param option  the key, or null when it concerns the whole table
 * @param message what is wrong and what to write instead
 * @param isError false for a warning that {@code check} shows
 */
public record OptionProblem(String option, String message, boolean isError) {
}

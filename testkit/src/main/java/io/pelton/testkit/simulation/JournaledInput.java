package io.pelton.testkit.simulation;

/**
 * A row of the input journal that a model needs.
 *
 * @param stream  number of its table, in DDL order
 * @param reading null unless the kind is ROW
 */
public record JournaledInput(Kind kind, int stream, int partition, Reading reading) {

    /** What it says. */
    public enum Kind {
        /** A partition was opened. */
        OPEN,
        /** A reading. */
        ROW,
        /** A partition has ended. */
        END
    }
}

package io.pelton.connectors.option;

/**
 * A WITH option that a connector knows.
 *
 * @param name         the key as it is written in the script
 * @param kind         how its value is written
 * @param defaultValue what holds when it is absent, or null when there is none
 * @param meaning      one sentence for people
 */
public record OptionKey(String name, OptionKind kind, String defaultValue, String meaning) {

    public static OptionKey of(String name, OptionKind kind, String defaultValue, String meaning) {
        return new OptionKey(name, kind, defaultValue, meaning);
    }

    /** A key that is accepted for scripts written for Flink, and does nothing here; {@code why} is shown by check. */
    public static OptionKey ignored(String name, String why) {
        return new OptionKey(name, OptionKind.IGNORED, null, why);
    }

    /** A key of Flink that would change the result and isn't supported; {@code why} is the error. */
    public static OptionKey refused(String name, String why) {
        return new OptionKey(name, OptionKind.REFUSED, null, why);
    }
}

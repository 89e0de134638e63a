package io.pelton.gateway.flags;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the JVM was started with the flags that Agrona and Chronicle Queue need. Without them Chronicle Queue
 * would silently become read-only, so opening an engine refuses and names the exact line to add. Stateless.
 */
public final class JvmFlags {
    private static final Flag INTERNAL_MISC = new Flag(false, "jdk.internal.misc");
    private static final Flag INTERNAL_REF = new Flag(false, "jdk.internal.ref");
    private static final Flag REFLECT = new Flag(true, "java.lang.reflect");
    private static final Flag NIO_CHANNELS = new Flag(true, "sun.nio.ch");

    private JvmFlags() {
    }

    /** The flags that this JVM lacks for a run without a state folder. */
    public static List<String> missingForEphemeral() {
        return missing(List.of(INTERNAL_MISC));
    }

    /** The flags that this JVM lacks for a run with a state folder. */
    public static List<String> missingForDurable() {
        return missing(List.of(INTERNAL_REF, INTERNAL_MISC, REFLECT, NIO_CHANNELS));
    }

    /**
     * Refuses when flags are missing.
     *
     * @throws IllegalStateException whose message ends in the flags to add to the java command
     */
    public static void require(List<String> missing) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the JVM was started without flags that Pelton needs; add to the java"
                    + " command (or, in a runnable jar, the same packages as Add-Exports and Add-Opens): "
                    + String.join(" ", missing));
        }
    }

    private static List<String> missing(List<Flag> needed) {
        List<String> missing = new ArrayList<>();
        for (Flag flag : needed) {
            if (!flag.isPresent()) {
                missing.add(flag.text());
            }
        }
        return missing;
    }

    private record Flag(boolean opens, String packageName) {

        boolean isPresent() {
            Module base = Object.class.getModule();
            Module unnamed = JvmFlags.class.getClassLoader().getUnnamedModule();
            return opens ? base.isOpen(packageName, unnamed) : base.isExported(packageName, unnamed);
        }

        String text() {
            return (opens ? "--add-opens" : "--add-exports") + "=java.base/" + packageName + "=ALL-UNNAMED";
        }
    }
}

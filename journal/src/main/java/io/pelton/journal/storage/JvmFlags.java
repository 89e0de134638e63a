package io.pelton.journal.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The JVM flags without which journals can't work. Chronicle Queue itself turns silently read-only when one is
 * missing, so they are asked for before it is loaded. Stateless.
 */
public final class JvmFlags {
    private static final Module JAVA_BASE = Object.class.getModule();

    private JvmFlags() {
    }

    /** The flags to add to the command line; empty when nothing is missing. */
    public static List<String> missing() {
        final Module user = JvmFlags.class.getModule();
        final List<String> flags = new ArrayList<>();
        for (final String name : List.of("jdk.internal.ref", "jdk.internal.misc")) {
            if (!JAVA_BASE.isExported(name, user)) {
                flags.add("--add-exports java.base/" + name + "=ALL-UNNAMED");
            }
        }
        for (final String name : List.of("java.lang.reflect", "sun.nio.ch")) {
            if (!JAVA_BASE.isOpen(name, user)) {
                flags.add("--add-opens java.base/" + name + "=ALL-UNNAMED");
            }
        }
        return flags;
    }

    /** Throws with the exact line to add when a flag is missing. */
    public static void require() {
        final List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The JVM was started without flags that journals need; add to the java command: "
                    + String.join(" ", missing));
        }
    }
}

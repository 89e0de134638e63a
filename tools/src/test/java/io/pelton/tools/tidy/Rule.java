package io.pelton.tools.tidy;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;

/** One rule of the house: why it exists, and where it is broken. */
final class Rule {
    private final String reason;
    private final List<String> violations = new ArrayList<>();

    Rule(String reason) {
        this.reason = reason;
    }

    void violated(String where) {
        violations.add(where);
    }

    /** Fails with the reason and all places, so that one run is enough to mend them all. */
    void prove() {
        if (violations.isEmpty()) {
            return;
        }
        String message = reason + System.lineSeparator() + "  "
                + String.join(System.lineSeparator() + "  ", violations);
        if (Boolean.parseBoolean(System.getProperty("pelton.style.fail", "true"))) {
            fail(message);
        }
        System.out.println("[tidy] " + message);
    }
}

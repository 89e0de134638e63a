package io.pelton.testkit.disk;

import java.io.IOException;

/** The simulated disk has no power, or had a power cut since the channel was opened. */
public final class PowerCutException extends IOException {
    private static final long serialVersionUID = 1;

    PowerCutException(String message) {
        super(message);
    }
}

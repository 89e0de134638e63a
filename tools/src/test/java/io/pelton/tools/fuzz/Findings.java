package io.pelton.tools.fuzz;

/** What a target found out itself. */
final class Findings {
    private Findings() {
    }

    static void require(boolean isSo, String finding) {
        if (!isSo) {
            throw new AssertionError(finding);
        }
    }
}

package io.pelton.engine.agent;

import net.openhft.affinity.Affinity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pins the calling thread to a core through OpenHFT Affinity, and says so when the platform doesn't allow it. */
final class CorePinning {
    private static final Logger LOG = LoggerFactory.getLogger(CorePinning.class);

    private CorePinning() {
    }

    static void pin(int core, String thread) {
        try {
            Affinity.setAffinity(core);
            if (Affinity.getAffinity().cardinality() == 1) {
                return;
            }
            LOG.warn("A thread could not be pinned, it runs on any core; thread={} core={}", thread, core);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A thread could not be pinned, it runs on any core; thread={} core={} cause={}", thread, core,
                    e.toString());
        }
    }
}

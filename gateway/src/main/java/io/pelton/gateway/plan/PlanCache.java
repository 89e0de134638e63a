package io.pelton.gateway.plan;

import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans kept by the hash of what they were made from. A cache: a file that can't be read or written is as good as
 * none. A cached plan is checked against the hash it stands under, so a truncated file is made anew.
 */
public final class PlanCache {
    private static final Logger LOG = LoggerFactory.getLogger(PlanCache.class);
    private static final String SEPARATOR = "\n";

    private final Path folder;

    /** Keeps plans in {@code folder}, which is made when the first plan is kept; null keeps none. */
    public PlanCache(Path folder) {
        this.folder = folder;
    }

    /** The user's cache folder, from XDG_CACHE_HOME or the home folder; no cache when there is neither. */
    public static PlanCache ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home");
        if (cache != null && !cache.isBlank()) {
            return new PlanCache(Path.of(cache, "pelton", "plans"));
        }
        return new PlanCache(home == null || home.isBlank() ? null : Path.of(home, ".cache", "pelton", "plans"));
    }

    /** The plan kept under this hash, or null. */
    PhysicalPlan find(String hash) {
        if (folder == null) {
            return null;
        }
        try {
            String text = Files.readString(folder.resolve(hash + ".json"));
            int end = text.indexOf(SEPARATOR);
            String plan = text.substring(end + 1);
            return end > 0 && text.substring(0, end).equals(PlanIdentity.sha256(plan)) ? PlanCodec.fromText(plan)
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("no cached plan: hash={}", hash, e);
            return null;
        }
    }

    void keep(String hash, PhysicalPlan plan) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            String text = PlanCodec.toText(plan);
            Path aside = Files.createTempFile(folder, "plan-", ".tmp");
            try {
                Files.writeString(aside, PlanIdentity.sha256(text) + SEPARATOR + text);
                move(aside, folder.resolve(hash + ".json"));
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            LOG.debug("the plan isn't cached: hash={}", hash, e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

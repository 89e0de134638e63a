package io.pelton.gateway.plan;

import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return new PlanCache(CacheFolder.ofUser("plans"));
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
            String text = PlanCodec.toText(plan);
            String content = PlanIdentity.sha256(text) + SEPARATOR + text;
            CacheFolder.write(folder.resolve(hash + ".json"), content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("the plan isn't cached: hash={}", hash, e);
        }
    }
}

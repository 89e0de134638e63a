package io.pelton.sql.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Plans as JSON text and back; equal plans give equal text. Doesn't load Calcite. Any thread. */
public final class PlanCodec {
    private PlanCodec() {
    }

    public static String toText(PhysicalPlan plan) {
        return PlanWriter.write(plan);
    }

    /** IllegalArgumentException when the text is no plan of this version. */
    public static PhysicalPlan fromText(String text) {
        PhysicalPlan plan;
        try {
            plan = PlanReader.read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not a plan; delete the cached file and it is made anew: "
                    + "problem="
                    + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be read", e);
        }
        if (plan.version() != PhysicalPlan.CURRENT_VERSION) {
            throw new IllegalArgumentException("this plan is of another version; delete the cached file and it is "
                    + "made anew: version="
                    + plan.version() + ", expected=" + PhysicalPlan.CURRENT_VERSION);
        }
        return plan;
    }

    /** SHA-256 of text, settings and version, in hex: scripts with the same hash have the same plan. */
    public static String hash(String sql, Map<String, String> settings) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        update(digest, "version", Integer.toString(PhysicalPlan.CURRENT_VERSION));
        new TreeMap<>(settings).forEach((key, value) -> update(digest, key, value));
        update(digest, "sql", sql);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String key, String value) {
        for (String part : new String[] {key, value}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }
}

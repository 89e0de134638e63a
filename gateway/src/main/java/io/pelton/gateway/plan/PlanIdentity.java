package io.pelton.gateway.plan;

import io.pelton.engine.connector.TablePolicy;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes two plans the same computation: everything but the script's name and the settings that only say where and
 * how fast it runs. State of one may be continued by the other; a comment or a snapshot interval changes nothing.
 */
final class PlanIdentity {
    private static final Set<String> OPERATIONAL = Set.of("pelton.state.dir", "pelton.journal.durability",
            "pelton.journal.storage", "pelton.journal.segment-bytes",
            "pelton.journal.memory-bytes", "pelton.ring.slots",
            "pelton.snapshot.interval",
            "pelton.snapshot.bytes", "pelton.retention.age", "pelton.retention.size", "pelton.disk.warn",
            "pelton.disk.shed", "pelton.disk.stop", "pelton.placement");

    private PlanIdentity() {
    }

    static PhysicalPlan identified(PhysicalPlan plan, Map<String, String> settings) {
        Map<String, String> semantic = settings.entrySet().stream()
                .filter(setting -> !OPERATIONAL.contains(setting.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        PhysicalPlan bare = new PhysicalPlan(
                plan.version(), "", "", semantic, plan.sources().stream().map(PlanIdentity::bare).toList(),
                plan.sinks().stream().map(PlanIdentity::bare).toList(), plan.inserts());
        String hash = sha256(PlanCodec.toText(bare));
        return new PhysicalPlan(
                plan.version(), plan.name(), hash, settings, plan.sources(), plan.sinks(), plan.inserts());
    }

    private static SourceTable bare(SourceTable table) {
        return new SourceTable(table.streamId(), table.name(), table.physical(), semantic(table.options()),
                table.eventTime(), table.watermark());
    }

    private static SinkTable bare(SinkTable table) {
        return new SinkTable(table.sinkId(), table.name(), table.schema(), semantic(table.options()),
                table.primaryKey());
    }

    /** Without what the engine may do when the disk fills up: that changes no result but which rows come in. */
    private static Map<String, String> semantic(Map<String, String> options) {
        return options.entrySet().stream().filter(option -> !TablePolicy.isOption(option.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

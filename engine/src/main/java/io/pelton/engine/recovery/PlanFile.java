package io.pelton.engine.recovery;

import io.pelton.journal.block.Crc32c;
import io.pelton.journal.recovery.FileCheck;
import io.pelton.journal.recovery.Finding;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The plan that a state folder keeps for replays, and beside it its checksum. Stateless. */
public final class PlanFile implements FileCheck {
    private static final String SUFFIX = ".plan";
    private static final String SUM_SUFFIX = ".plan.crc32c";
    private static final int MAX_BYTES = 256 << 20;
    private static final String CONSEQUENCE = "`pelton replay` can't trust it; the next start writes it anew";

    /** Keeps a plan under this name, unless it is there already. */
    public static void keep(Path plans, String name, byte[] plan) throws IOException {
        Path file = plans.resolve(name + SUFFIX);
        Path sumFile = plans.resolve(name + SUM_SUFFIX);
        byte[] sum = sum(plan).getBytes(StandardCharsets.US_ASCII);
        if (!holds(file, plan)) {
            DurableFiles.replace(file, plan);
        }
        if (!holds(sumFile, sum)) {
            DurableFiles.replace(sumFile, sum);
        }
    }

    private static boolean holds(Path file, byte[] content) throws IOException {
        return Files.exists(file) && Files.size(file) == content.length
                && Arrays.equals(content, Files.readAllBytes(file));
    }

    private static String sum(byte[] bytes) {
        return Crc32c.hexOf(bytes) + '\n';
    }

    @Override
    public List<Finding> check(Path stateDirectory, Path file, Manifest manifest) throws IOException {
        String name = file.getFileName().toString();
        if (!file.startsWith(stateDirectory.resolve(StateFolder.PLANS))) {
            return List.of();
        }
        if (name.endsWith(SUM_SUFFIX)) {
            Path plan = file.resolveSibling(name.substring(0, name.length() - SUM_SUFFIX.length()) + SUFFIX);
            return List.of(Files.exists(plan) ? Finding.clean(file, "checksum of a plan")
                    : new Finding(Severity.REPAIRABLE, file, Finding.NO_POSITION, "the plan that it belongs to is"
                    + " missing", CONSEQUENCE));
        }
        return name.endsWith(SUFFIX) ? List.of(checkPlan(file, name)) : List.of();
    }

    private static Finding checkPlan(Path file, String name) throws IOException {
        Path sumFile = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + SUM_SUFFIX);
        if (Files.size(file) > MAX_BYTES) {
            return new Finding(Severity.REPAIRABLE, file, 0, "not a plan: too long", CONSEQUENCE);
        }
        byte[] sum = sum(Files.readAllBytes(file)).getBytes(StandardCharsets.US_ASCII);
        return holds(sumFile, sum) ? Finding.clean(file, "a plan")
                : new Finding(Severity.REPAIRABLE, file, 0, "the plan and its checksum don't agree", CONSEQUENCE);
    }
}

package io.pelton.tools.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of {@link KillRound} until there were enough kills. Number and first seed come from system properties. */
@Tag("kill")
class KillSystemTest {
    private static final int KILLS = Integer.getInteger("pelton.kills", 100);
    private static final long SEED = Long.getLong("pelton.seed", 20_261_121L);

    @TempDir
    Path folder;

    @Test
    void shouldLeaveTheBytesOfAnUndisturbedRunAfterEveryKill() throws Exception {
        KillRound round = new KillRound(new CalmRuns(folder.resolve("calm")));
        long seed = SEED;
        int kills = 0;
        while (kills < KILLS) {
            try {
                kills += round.run(seed, Files.createDirectory(folder.resolve("round-" + seed)));
            } catch (FaultFoundException e) {
                throw new AssertionError("seed=" + seed + " kills=" + kills
                        + ": repeat this round with -Dpelton.kills=1"
                        + " -Dpelton.seed=" + seed + "; " + e.getMessage(), e);
            }
            seed++;
        }
        assertTrue(kills >= KILLS);
        System.out.println("kill -9: kills=" + kills + " rounds=" + (seed - SEED) + " seed=" + SEED
                + ": all outputs equal");
    }
}

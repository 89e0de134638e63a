package io.pelton.gateway;

import io.pelton.connectors.memory.InProcessConnector;
import io.pelton.engine.Replay;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.gateway.catalog.ConnectorCatalog;
import io.pelton.gateway.flags.JvmFlags;
import io.pelton.gateway.plan.ClassCache;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.sql.plan.PlanCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Computes the results of a state folder again, with the plan that the folder keeps, and compares them with what was
 * journaled. Changes nothing; the folder may belong to a running engine. Stateless.
 */
public final class StateReplay {
    private StateReplay() {
    }

    /**
     * Replays all input that the folder retains.
     *
     * @param progress told the number of input rows replayed, now and then
     * @throws IOException when it is no state folder, or can't be read
     */
    public static ReplayReport run(Path stateFolder, LongConsumer progress) throws IOException {
        JvmFlags.require(JvmFlags.missingForEphemeral());
        Manifest manifest = StateFolder.readManifest(stateFolder).orElseThrow(
                () -> new IOException("this is no state folder, name the one that --state named: folder="
                + stateFolder));
        Path plan = stateFolder.resolve(StateFolder.PLANS).resolve(manifest.planHash() + ".plan");
        if (!Files.exists(plan)) {
            throw new IOException("the state folder lacks its plan: file=" + plan);
        }
        ConnectorCatalog catalog = Pelton.catalog(System.out, new InProcessConnector());
        return new Replay(
                new PlanCompiler(catalog::find, ClassCache.ofUser())
                        .compile(PlanCodec.fromText(Files.readString(plan))).topology(),
                stateFolder, progress).run();
    }
}

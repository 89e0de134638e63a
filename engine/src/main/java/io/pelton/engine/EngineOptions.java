package io.pelton.engine;

import io.pelton.engine.clock.SystemClocks;
import io.pelton.engine.disk.DiskSpace;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * How an engine runs. Immutable; start from {@link #ephemeral()} or {@link #durable(Path)}.
 *
 * @param stateFolder    journals, snapshots, cursors, dead letters; null for an ephemeral run
 * @param fresh          empties the state folder first
 * @param deadLetterFile of an ephemeral run; null for {@code ./<script>.dead-letters.jsonl}
 * @param epochClock     gives ingest times
 * @param nanoClock      measures waiting
 * @param stepped        no threads: the caller moves everything with {@link Engine#step()}
 * @param diskSpace      how full the state folder's disk is; null to ask its file store
 * @param errorHandler   told once what made the engine fail, on one of its threads; must return soon
 */
public record EngineOptions(
        Path stateFolder,
        boolean fresh,
        Path deadLetterFile,
        EpochNanoClock epochClock,
        NanoClock nanoClock,
        boolean stepped,
        DiskSpace diskSpace,
        Consumer<Throwable> errorHandler) {

    /** Bounded journals in memory; nothing survives but dead letters. */
    public static EngineOptions ephemeral() {
        return new EngineOptions(
                null, false, null, SystemClocks.epochNanos(), SystemClocks.nanos(), false, null, failure -> { });
    }

    /** Journals and snapshots in a state folder; opening it again goes on. */
    public static EngineOptions durable(Path stateFolder) {
        return ephemeral().withStateFolder(stateFolder);
    }

    public EngineOptions withStateFolder(Path folder) {
        return new EngineOptions(folder, fresh, deadLetterFile, epochClock, nanoClock, stepped, diskSpace,
                errorHandler);
    }

    public EngineOptions withFresh(boolean isFresh) {
        return new EngineOptions(stateFolder, isFresh, deadLetterFile, epochClock, nanoClock, stepped, diskSpace,
                errorHandler);
    }

    public EngineOptions withDeadLetterFile(Path file) {
        return new EngineOptions(stateFolder, fresh, file, epochClock, nanoClock, stepped, diskSpace,
                errorHandler);
    }

    public EngineOptions withClocks(EpochNanoClock epoch, NanoClock nanos) {
        return new EngineOptions(stateFolder, fresh, deadLetterFile, epoch, nanos, stepped, diskSpace,
                errorHandler);
    }

    public EngineOptions withStepped(boolean isStepped) {
        return new EngineOptions(stateFolder, fresh, deadLetterFile, epochClock, nanoClock, isStepped, diskSpace,
                errorHandler);
    }

    public EngineOptions withErrorHandler(Consumer<Throwable> handler) {
        return new EngineOptions(stateFolder, fresh, deadLetterFile, epochClock, nanoClock, stepped, diskSpace,
                handler);
    }

    public EngineOptions withDiskSpace(DiskSpace space) {
        return new EngineOptions(stateFolder, fresh, deadLetterFile, epochClock, nanoClock, stepped, space,
                errorHandler);
    }
}

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
 * @param rebuild        lets a changed script take the state folder over: its state is computed from the input journal;
 *                       does nothing when the folder is this script's or new
 * @param deadLetterFile of an ephemeral run; null for {@code ./<script>.dead-letters.jsonl}
 * @param epochClock     gives ingest times
 * @param nanoClock      measures waiting
 * @param stepped        no threads: the caller moves everything with {@link Engine#step()}
 * @param recoveryListener told a line for people now and then while a long recovery is under way, on the opening thread
 * @param diskSpace      how full the state folder's disk is; null to ask its file store
 * @param errorHandler   told once what made the engine fail, on one of its threads; must return soon
 */
public record EngineOptions(
        Path stateFolder,
        boolean fresh,
        boolean rebuild,
        Path deadLetterFile,
        EpochNanoClock epochClock,
        NanoClock nanoClock,
        boolean stepped,
        Consumer<String> recoveryListener,
        DiskSpace diskSpace,
        Consumer<Throwable> errorHandler) {

    /** Bounded journals in memory; nothing survives but dead letters. */
    public static EngineOptions ephemeral() {
        return new EngineOptions(
                null, false, false, null, SystemClocks.epochNanos(), SystemClocks.nanos(), false, line -> { }, null,
                failure -> { });
    }

    /** Journals and snapshots in a state folder; opening it again goes on. */
    public static EngineOptions durable(Path stateFolder) {
        return ephemeral().withStateFolder(stateFolder);
    }

    public EngineOptions withStateFolder(Path folder) {
        return new EngineOptions(folder, fresh, rebuild, deadLetterFile, epochClock, nanoClock, stepped,
                recoveryListener, diskSpace, errorHandler);
    }

    public EngineOptions withFresh(boolean isFresh) {
        return new EngineOptions(stateFolder, isFresh, rebuild, deadLetterFile, epochClock, nanoClock, stepped,
                recoveryListener, diskSpace, errorHandler);
    }

    public EngineOptions withRebuild(boolean isRebuild) {
        return new EngineOptions(stateFolder, fresh, isRebuild, deadLetterFile, epochClock, nanoClock, stepped,
                recoveryListener, diskSpace, errorHandler);
    }

    public EngineOptions withRecoveryListener(Consumer<String> listener) {
        return new EngineOptions(stateFolder, fresh, rebuild, deadLetterFile, epochClock, nanoClock, stepped,
                listener, diskSpace, errorHandler);
    }

    public EngineOptions withDeadLetterFile(Path file) {
        return new EngineOptions(stateFolder, fresh, rebuild, file, epochClock, nanoClock, stepped,
                recoveryListener, diskSpace, errorHandler);
    }

    public EngineOptions withClocks(EpochNanoClock epoch, NanoClock nanos) {
        return new EngineOptions(stateFolder, fresh, rebuild, deadLetterFile, epoch, nanos, stepped,
                recoveryListener, diskSpace, errorHandler);
    }

    public EngineOptions withStepped(boolean isStepped) {
        return new EngineOptions(stateFolder, fresh, rebuild, deadLetterFile, epochClock, nanoClock, isStepped,
                recoveryListener, diskSpace, errorHandler);
    }

    public EngineOptions withErrorHandler(Consumer<Throwable> handler) {
        return new EngineOptions(stateFolder, fresh, rebuild, deadLetterFile, epochClock, nanoClock, stepped,
                recoveryListener, diskSpace, handler);
    }

    public EngineOptions withDiskSpace(DiskSpace space) {
        return new EngineOptions(stateFolder, fresh, rebuild, deadLetterFile, epochClock, nanoClock, stepped,
                recoveryListener, space, errorHandler);
    }
}

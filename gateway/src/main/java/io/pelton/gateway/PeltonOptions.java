package io.pelton.gateway;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a script is run. Immutable; start from {@link #ephemeral()} or {@link #durable(Path)}.
 *
 * @param stateFolder  journals, snapshots, cursors and dead letters live here; null for an ephemeral run
 * @param fresh        empties the state folder first
 * @param rebuild      lets a changed script take the state folder over, with its state computed from the input journal
 * @param settings     as SET statements, over those of the script
 * @param printStream  where the {@code print} connector writes
 * @param recoveryListener told a line for people now and then while a long recovery is under way
 * @param errorHandler told once, on one of the engine's threads, what ended the run; must return soon
 */
public record PeltonOptions(
        Path stateFolder,
        boolean fresh,
        boolean rebuild,
        Map<String, String> settings,
        PrintStream printStream,
        Consumer<String> recoveryListener,
        Consumer<Throwable> errorHandler) {

    public PeltonOptions {
        settings = Map.copyOf(settings);
    }

    /** Bounded journals in memory, nothing on disk but refused rows. */
    public static PeltonOptions ephemeral() {
        return new PeltonOptions(null, false, false, Map.of(), System.out, line -> { }, failure -> { });
    }

    /** Journals and snapshots in {@code stateFolder}; opening the same folder again goes on. */
    public static PeltonOptions durable(Path stateFolder) {
        return ephemeral().withStateFolder(stateFolder);
    }

    public PeltonOptions withStateFolder(Path folder) {
        return new PeltonOptions(
                folder, fresh, rebuild, settings, printStream, recoveryListener, errorHandler);
    }

    public PeltonOptions withFresh(boolean isFresh) {
        return new PeltonOptions(
                stateFolder, isFresh, rebuild, settings, printStream, recoveryListener, errorHandler);
    }

    public PeltonOptions withRebuild(boolean isRebuild) {
        return new PeltonOptions(
                stateFolder, fresh, isRebuild, settings, printStream, recoveryListener, errorHandler);
    }

    public PeltonOptions withSetting(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new PeltonOptions(stateFolder, fresh, rebuild, more, printStream, recoveryListener, errorHandler);
    }

    public PeltonOptions withPrintStream(PrintStream stream) {
        return new PeltonOptions(stateFolder, fresh, rebuild, settings, stream, recoveryListener, errorHandler);
    }

    public PeltonOptions withRecoveryListener(Consumer<String> listener) {
        return new PeltonOptions(stateFolder, fresh, rebuild, settings, printStream, listener, errorHandler);
    }

    public PeltonOptions withErrorHandler(Consumer<Throwable> handler) {
        return new PeltonOptions(stateFolder, fresh, rebuild, settings, printStream, recoveryListener, handler);
    }
}

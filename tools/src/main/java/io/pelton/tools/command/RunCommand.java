package io.pelton.tools.command;

import io.pelton.engine.EngineState;
import io.pelton.engine.clock.SystemClocks;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.metrics.SinkMetrics;
import io.pelton.engine.metrics.SourceMetrics;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.gateway.Pelton;
import io.pelton.gateway.PeltonOptions;
import io.pelton.gateway.script.Script;
import io.pelton.tools.terminal.Failure;
import io.pelton.tools.terminal.Progress;
import io.pelton.tools.terminal.ProgressLine;
import io.pelton.tools.terminal.StopOnSignal;
import io.pelton.tools.terminal.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.NanoClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a script until its input ends or somebody stops it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Runs a script until its input ends, or until Ctrl-C or SIGTERM.",
        description = {
            "",
            "Without --state a run is ephemeral: journals in memory, nothing kept but refused rows. With it, the same"
                + " command goes on where the last run stopped, however it ended. Results go to standard output or to"
                + " the script's sinks, everything else to standard error.",
            "",
            "A folder with the state of another script, or another version of it, is refused with the choices:"
                + " --rebuild,"
                + " --fresh, or a folder of its own."})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ScriptArgument script;

    @Option(names = "--state", paramLabel = "DIR",
            description = "Makes the run durable and resumable: journals, snapshots, cursors and dead letters live "
            + "here.")
    private Path state;

    @Option(names = "--fresh", description = "Starts over: removes what an earlier run left in the state folder.")
    private boolean fresh;

    @Option(names = "--rebuild",
            description = "When the script has changed: computes its state from the input journal, delivers none of "
                    + "the "
            + "past results again, and goes on. Refused when the tables it reads have changed, when the journal no "
            + "longer holds every row, or when the old script was not stopped cleanly.")
    private boolean rebuild;

    @Option(names = "--fail-on-dead-letter", description = "Exit code 1 when a row was refused.")
    private boolean failOnDeadLetter;

    @Option(names = {"-q", "--quiet"}, description = "No progress and no summary.")
    private boolean quiet;

    @Option(names = "--json", description = "The summary as one line of JSON, on standard error.")
    private boolean json;

    private PrintWriter err;
    private ProgressLine progress;
    private long startNs;
    private final NanoClock clock = SystemClocks.nanos();

    @Override
    public Integer call() throws InterruptedException {
        err = spec.commandLine().getErr();
        startNs = clock.nanoTime();
        Script text = script.script();
        if (fresh && rebuild) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "--fresh removes the state that --rebuild would begin from: choose one");
        }
        PeltonOptions options = PeltonOptions.ephemeral().withStateFolder(state).withFresh(fresh).withRebuild(rebuild)
                .withRecoveryListener(line -> say(text.name() + ": " + line));
        for (Map.Entry<String, String> setting : script.settings().entrySet()) {
            options = options.withSetting(setting.getKey(), setting.getValue());
        }
        Pelton pelton = Pelton.open(text, options);
        if (rebuild && pelton.stateFolder() == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--rebuild needs the folder: --state DIR");
        }
        StopOnSignal signal = StopOnSignal.arm(() -> stop(pelton, text));
        try {
            EngineState end = run(pelton, text);
            // A signal came first: its handler says what is to be said, and ends the process.
            return signal.disarm() ? finish(pelton, text, end) : Failure.DONE;
        } catch (RuntimeException | InterruptedException | Error e) {
            // Whatever it is: armed, the handler would take the process's end for an ordered stop, and say 0.
            if (!signal.disarm()) {
                return Failure.DONE;
            }
            endProgress();
            pelton.close();
            if (e instanceof StateRefusedException refusal) {
                throw withCommand(refusal);
            }
            throw e;
        }
    }

    /** The choices that a refusal names, as they are to be typed. */
    private StateRefusedException withCommand(StateRefusedException refusal) {
        return new StateRefusedException(refusal.getMessage().replace("pelton run …", "pelton run " + script.words()));
    }

    private EngineState run(Pelton pelton, Script text) throws InterruptedException {
        if (pelton.stateFolder() == null) {
            say("ephemeral run: nothing is kept (--state DIR makes it durable and resumable)");
        }
        pelton.start();
        if (pelton.stateFolder() != null && !pelton.recovery().isNothing()) {
            say(text.name() + ": " + pelton.recovery().text());
        }
        if (!quiet && ProgressLine.isWelcome(text.text().contains("'print'"))) {
            progress = ProgressLine.start(err, () -> progressOf(pelton.metrics()), clock::nanoTime);
        }
        return pelton.await();
    }

    /** On the signal's thread, while the main thread waits. */
    private int stop(Pelton pelton, Script text) {
        if (pelton.state() == EngineState.OPEN) {
            Failure.cause("stopped before anything was running", err);
            return Failure.DONE;
        }
        try {
            say(text.name() + ": stopping");
            return finish(pelton, text, pelton.stop());
        } catch (RuntimeException e) {
            return Failure.report(e, err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failure.FAILED;
        }
    }

    private int finish(Pelton pelton, Script text, EngineState end) {
        endProgress();
        EngineMetrics metrics = pelton.metrics();
        Throwable failure = pelton.failure();
        pelton.close();
        if (failure != null) {
            summarise(metrics);
            return Failure.report(failure, err);
        }
        if (end == EngineState.FINISHED && metrics.sources().isEmpty()) {
            say(text.name() + ": this run finished before, there is nothing to do (--fresh starts over)");
            return Failure.DONE;
        }
        summarise(metrics);
        return verdict(pelton, text, end, metrics);
    }

    private int verdict(Pelton pelton, Script text, EngineState end, EngineMetrics metrics) {
        String letters = "";
        if (metrics.deadLetters() > 0) {
            String place = pelton.stateFolder() != null ? pelton.stateFolder().toString()
                    : text.name() + ".dead-letters.jsonl";
            letters = String.format(", %,d dead letters: pelton dlq ls %s", metrics.deadLetters(), place);
        }
        if (failOnDeadLetter && metrics.deadLetters() > 0) {
            Failure.cause(text.name() + ": rows were refused" + letters, err);
            return Failure.FAILED;
        }
        boolean finished = end == EngineState.FINISHED;
        say(String.format("%s: %s after %.2f s%s%s", text.name(), finished ? "finished" : "stopped",
                (clock.nanoTime() - startNs) / 1e9, letters,
                finished || pelton.stateFolder() == null ? "" : "; the same command goes on from here"));
        return Failure.DONE;
    }

    private void summarise(EngineMetrics metrics) {
        if (json) {
            err.println(Summary.json(metrics));
        } else if (!quiet) {
            err.print(Summary.text(metrics));
        }
        err.flush();
    }

    private void say(String message) {
        if (!quiet) {
            err.println(message);
            err.flush();
        }
    }

    private void endProgress() {
        if (progress != null) {
            progress.close();
        }
    }

    private static Progress progressOf(EngineMetrics metrics) {
        long rows = 0;
        long watermarkMs = Long.MAX_VALUE;
        for (SourceMetrics source : metrics.sources()) {
            rows += source.received();
            watermarkMs = Math.min(watermarkMs, source.watermarkMs());
        }
        long waiting = 0;
        for (SinkMetrics sink : metrics.sinks()) {
            waiting = Math.max(waiting, sink.lag());
        }
        return new Progress(rows, Double.NaN, waiting, metrics.sources().isEmpty() ? Long.MIN_VALUE : watermarkMs);
    }
}

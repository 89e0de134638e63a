package io.pelton.perf.peers;

import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.Contest;
import io.pelton.perf.throughput.LoopContender;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code perf-tests/perf peers W1}, built by {@code mvn -P peers -pl perf-tests/peers -am package -DskipTests}: loop,
 * Pelton without journal, Jet and Esper in turn, in one JVM. An engine whose results differ from the loop's ends it.
 */
@Command(name = "peers", mixinStandardHelpOptions = true,
        header = "CPU per event of one workload: loop, Pelton with the journal off, Hazelcast Jet, Esper.",
        description = "The first 40 %% of a run warm an engine up and are not measured. CPU and bytes are those of Java"
                + " threads: what the collector and the compiler cost is on top, for the peers mostly.")
public final class PeersCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WORKLOAD", description = "W1 (sliding) or W2 (tumbling)")
    private Workload workload;

    @Option(names = "--events", defaultValue = "4000000", description = "events of a run (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(names = "--rounds", defaultValue = "3", description = "measured runs each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--out", defaultValue = "target/perf", description =
            "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Spec
    private CommandSpec spec;

    private PeersCommand() {
    }

    /** Exit code 1 when a result is wrong, 2 for a workload without windows. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new PeersCommand()).execute(args));
    }

    /** How many of so many readings are not measured. */
    static long warmUp(long events) {
        return events * 2 / 5;
    }

    @Override
    public Integer call() {
        if (workload.windowMs() == 0) {
            throw new ParameterException(spec.commandLine(),
                    "the peers do windows, take W1 or W2: workload=" + workload);
        }
        Readings readings = Readings.standard();
        List<Contender> contenders = List.of(
                new LoopContender(workload, readings),
                new WarmPeltonContender(workload, readings, out.resolve("state")),
                new JetContender(workload, readings),
                new EsperContender(workload, readings));
        List<Measurement> measurements = new Contest(workload + " " + workload.meaning(), contenders, System.out)
                .hold(events / 64 * 64, 1, rounds);
        new ResultFile("Peers",
                "What do the strongest peers need for the same work?",
                "Medians of interleaved runs in one JVM, CPU time of all Java threads that took part, results "
                + "compared. An engine's first 40 % of a run are not measured.",
                MachineProbe.probe(), measurements).write(out, "peers-" + workload);
        return 0;
    }
}

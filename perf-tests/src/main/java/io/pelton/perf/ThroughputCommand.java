package io.pelton.perf;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.OperatorContender;
import io.pelton.perf.embedded.PeltonContender;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.Contest;
import io.pelton.perf.throughput.HopContender;
import io.pelton.perf.throughput.LoopContender;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One workload in one JVM, so that each loop's call sites see one loop only. */
@Command(name = "throughput", mixinStandardHelpOptions = true,
        description = "CPU per event of one workload: loop, loop behind a ring, Pelton in each durability mode.")
final class ThroughputCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WORKLOAD", description = "${COMPLETION-CANDIDATES}")
    private Workload workload;

    @Option(names = "--events", defaultValue = "12000000", description = "events of a run (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(names = "--rounds", defaultValue = "3", description = "measured runs each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--gate",
            description = "end with 1 when a ratio is beyond so many times its goal; wide, machines are noisy")
    private double gate;

    @Option(names = "--out", defaultValue = "target/perf", description =
            "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Override
    public Integer call() {
        Readings readings = Readings.standard();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new LoopContender(workload, readings));
        contenders.add(new HopContender(workload, readings));
        contenders.add(new OperatorContender(workload, readings));
        for (JournalMode mode : JournalMode.values()) {
            contenders.add(new PeltonContender(workload, readings, mode, out.resolve("state")));
        }
        List<Measurement> measurements = new Contest(workload + " " + workload.meaning(), contenders, System.out)
                .hold(events / 64 * 64, 1, rounds);
        new ResultFile("Throughput",
                "How much more CPU does an event cost than in a hand-written loop that does the same?",
                "Medians of interleaved runs in one JVM, CPU time of all threads that took part, results compared.",
                MachineProbe.probe(), measurements).write(out, "throughput-" + workload);
        return isWithinGate(measurements) ? 0 : 1;
    }

    private boolean isWithinGate(List<Measurement> measurements) {
        boolean isWithin = true;
        for (Measurement m : measurements) {
            if (gate > 0 && !m.journal().equals("each") && m.ratio() > m.goal() * gate) {
                System.err.printf("%s, journal %s: ratio %.2f is beyond the gate %.2f%n",
                        m.group(), m.journal(), m.ratio(), m.goal() * gate);
                isWithin = false;
            }
        }
        return isWithin;
    }
}

package io.pelton.perf;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.TextContender;
import io.pelton.perf.journal.Scratch;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.Contest;
import io.pelton.perf.throughput.TextLoopContender;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.TextFile;
import io.pelton.perf.workload.Workload;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Text sources apart from the engine: files of csv and json lines against a bare parsing loop over the same bytes. */
@Command(name = "text", mixinStandardHelpOptions = true,
        description = "CPU per line of csv and json: a bare parsing loop, and Pelton's file source, both into W2.")
final class TextCommand implements Callable<Integer> {
    @Option(names = "--events", defaultValue = "3000000", description = "lines of a run (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(names = "--rounds", defaultValue = "3", description = "measured runs each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--out", defaultValue = "target/perf", description =
            "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Readings readings = Readings.standard();
        Path scratch = Scratch.fresh(out.resolve("text"));
        List<Measurement> measurements = new ArrayList<>();
        try {
            for (boolean json : new boolean[] {false, true}) {
                String format = json ? "json" : "csv";
                Path file = scratch.resolve("readings." + format);
                long bytes = TextFile.write(file, json, readings, events);
                List<Contender> contenders = List.of(
                        new TextLoopContender(file, json, Workload.W2, readings.devices()),
                        new TextContender(file, format, Workload.W2, JournalMode.OFF, scratch),
                        new TextContender(file, format, Workload.W2, JournalMode.GROUP, scratch));
                measurements.addAll(new Contest(format + ", " + bytes / events + " bytes a line", contenders,
                        System.out)
                        .hold(events, 1, rounds));
            }
        } finally {
            Scratch.delete(scratch);
        }
        new ResultFile("Text sources", "What does reading text cost on top, against a parser that trusts its input?",
                "The same file is read, parsed and aggregated (W2); medians of interleaved runs, CPU time of all "
                + "threads.",
                MachineProbe.probe(), measurements).write(out, "text");
        return 0;
    }
}

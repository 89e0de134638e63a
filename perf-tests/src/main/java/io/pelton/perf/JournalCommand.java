package io.pelton.perf;

import io.pelton.journal.DurabilityMode;
import io.pelton.perf.journal.AppendContest;
import io.pelton.perf.journal.JournalContender;
import io.pelton.perf.journal.PlainFileContender;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.Contest;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What packed blocks with group commit reach on this disk, and what one append and one force cost. */
@Command(name = "journal", mixinStandardHelpOptions = true,
        description = "Rows made durable a second: packed blocks with group commit, and a bare file; append and commit"
        + " cost by block size.")
final class JournalCommand implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "8000000", description = "rows of a run (default: ${DEFAULT-VALUE})")
    private long rows;

    @Option(names = "--rounds", defaultValue = "3", description = "measured runs each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--blocks", split = ",", defaultValue = "1,10,100,1000,10000",
            description = "rows of a block in the second part (default: ${DEFAULT-VALUE})")
    private List<Integer> blocks;

    @Option(names = "--forces", defaultValue = "300",
            description = "forces of a run in the second part (default: ${DEFAULT-VALUE})")
    private int forces;

    @Option(names = "--out", defaultValue = "target/perf", description =
            "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Override
    public Integer call() {
        Path scratch = out.resolve("journal");
        List<Contender> contenders = List.of(
                new PlainFileContender(scratch, 10_000),
                new PlainFileContender(scratch, 1_000),
                new JournalContender(scratch, 1_024, DurabilityMode.NONE),
                new JournalContender(scratch, 64, DurabilityMode.GROUP),
                new JournalContender(scratch, 1_024, DurabilityMode.GROUP),
                new JournalContender(scratch, 2_048, DurabilityMode.GROUP),
                new JournalContender(scratch, 2_048, DurabilityMode.EACH));
        new ResultFile("Journal", "How many rows a second can be made durable, and what does a row cost?",
                "Rows of 80 bytes; the bare file is written and forced by one thread without frame or checksum. A run "
                + "ends"
                        + " when the last row is durable, in mode none when it is appended.",
                MachineProbe.probe(),
                new Contest("rows of " + JournalContender.ROW_BYTES + " bytes", contenders, System.out)
                        .hold(rows, 1, rounds)).write(out, "journal");
        batches(scratch);
        return 0;
    }

    private void batches(Path scratch) {
        AppendContest contest = new AppendContest(scratch, rows / 4, 200_000, forces, rounds, System.out);
        List<Measurement> measurements = new ArrayList<>();
        blocks.forEach(blockRows -> measurements.addAll(contest.hold(blockRows)));
        new ResultFile("Append and commit", "What does one block cost, appended and made durable?",
                "Blocks of rows of 80 bytes, one thread; ratios of the time a row takes to that in a plain file written"
                        + " over beforehand. Forced: a force after each block, for the plain file fdatasync.",
                MachineProbe.probe(), measurements).write(out, "journal-blocks");
    }
}

package io.pelton.tools.command;

import io.pelton.engine.clock.SystemClocks;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.recovery.RepairPlan;
import io.pelton.journal.recovery.StateRepair;
import io.pelton.journal.state.StateFolder;
import io.pelton.tools.terminal.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The way on when a start has stopped at damage. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        header = "Shows what going on with a damaged state folder would lose, and does it when told so.",
        description = {
            "",
            "Without --accept-loss nothing is changed. With it, what can't be used goes to quarantine/, the decision to"
                + " OVERRIDES, and the next start goes on. The newest snapshot that verifies and the input behind it,"
                + " up to the first row that is missing, are kept. Numbers of lost rows are never used again. A backup"
                + " of the folder is better: try that first."},
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:nothing to repair, or repaired",
            "2:something would be lost, or it is no state folder, or it is in use"})
final class JournalRepairCommand implements Callable<Integer> {
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateArgument state;

    @Option(names = "--accept-loss", description = "Do it.")
    private boolean isAccepted;

    @Option(names = "--durability", paramLabel = "MODE", defaultValue = "group",
            description = "The mode of the runs: none, group or each (default: ${DEFAULT-VALUE}).")
    private DurabilityMode durability;

    @Override
    public Integer call() {
        Path path = state.folder();
        PrintWriter out = spec.commandLine().getOut();
        try (StateFolder folder = StateFolder.open(path)) {
            if (folder.isNew()) {
                Failure.cause("the folder holds no state yet: folder=" + path, spec.commandLine().getErr());
                return Failure.USAGE;
            }
            StateRepair repair = Journals.repair(folder, durability);
            RepairPlan plan = repair.plan(SystemClocks.epochNanos().nanoTime() / NANOS_PER_MILLI);
            if (!plan.isNeeded()) {
                out.println("Nothing to repair: a start doesn't stop here.");
                out.flush();
                return Failure.DONE;
            }
            plan.lines().forEach(line -> out.println("* " + line));
            plan.quarantine().forEach(file -> out.println("* to quarantine: " + file));
            out.flush();
            return isAccepted ? carryOut(repair, plan, out) : refuse(plan);
        }
    }

    private static int carryOut(StateRepair repair, RepairPlan plan, PrintWriter out) {
        repair.carryOut(plan);
        out.println("Done. The next start goes on from there.");
        out.flush();
        return Failure.DONE;
    }

    private int refuse(RepairPlan plan) {
        Failure.cause((plan.isLoss() ? "something would be lost" : "nothing would be lost")
                + "; nothing was changed: do it with --accept-loss", spec.commandLine().getErr());
        return Failure.USAGE;
    }
}

package io.pelton.tools.command;

import io.pelton.tools.report.ReportRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measured figures and latency histograms to one HTML page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Turns measured figures and latency histograms into one HTML page.",
        description = "%nReads *.result.json, *.hlog and *.hgrm below the folder, as the benchmarks leave them.")
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder with the measured figures.")
    private Path folder;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "The page; default: report.html in DIR.")
    private Path output;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "no such folder: folder=" + folder);
        }
        Path page = output == null ? folder.resolve("report.html") : output;
        ReportRenderer.render(folder, page);
        spec.commandLine().getOut().println(page);
        return 0;
    }
}

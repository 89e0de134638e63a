package io.pelton.perf;

import io.pelton.tools.report.ReportRenderer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One page of all that was measured. */
@Command(name = "report", mixinStandardHelpOptions = true, description =
        "Puts all results below a folder into one HTML page.")
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--in", defaultValue = "target", description = "folder of the results (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Option(names = "--page", defaultValue = "target/latency/report.html", description = "(default: ${DEFAULT-VALUE})")
    private Path page;

    @Override
    public Integer call() {
        ReportRenderer.render(folder, page);
        System.out.println(page);
        return 0;
    }
}

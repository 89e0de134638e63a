package io.pelton.tools.kill;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second JVM that runs the {@code pelton} command line with the flags and the class path of this one. */
final class PeltonProcess implements AutoCloseable {
    private static final long MAX_RUN_SECONDS = 120;

    private final Process process;
    private final Path standardError;

    private PeltonProcess(Process process, Path standardError) {
        this.process = process;
        this.standardError = standardError;
    }

    static PeltonProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        for (int i = 0; i < flags.size(); i++) {
            if (flags.get(i).startsWith("--add-")) {
                command.add(flags.get(i));
            }
        }
        command.add("-Xmx512m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("io.pelton.tools.Main");
        command.addAll(List.of(arguments));
        Path standardError = Files.createTempFile(folder, "stderr-", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(standardError.toFile())
                .start();
        return new PeltonProcess(process, standardError);
    }

    /** Waits until it ends, at most {@code millis}; true when it ended by itself. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL, and waits until the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process did not end: seconds=" + MAX_RUN_SECONDS + "\n" + errors());
        }
        return process.exitValue();
    }

    /** What it wrote to standard error. */
    String errors() {
        try {
            return Files.readString(standardError);
        } catch (IOException e) {
            return "(standard error can't be read: " + e + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

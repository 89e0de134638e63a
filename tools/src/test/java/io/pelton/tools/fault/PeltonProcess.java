package io.pelton.tools.fault;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Another JVM: the {@code pelton} command line, or one of the programs beside this class. With the system property
 * {@code pelton.lib} the command line runs from that folder's jars and their class archive, as the launcher does; else
 * with the class path of this JVM.
 */
final class PeltonProcess implements AutoCloseable {
    private static final long MAX_RUN_SECONDS = Long.getLong("pelton.fault.max-run-seconds", 120);
    private static final String LIB = System.getProperty("pelton.lib");

    private final Process process;
    private final Path standardOutput;
    private final Path standardError;

    private PeltonProcess(Process process, Path standardOutput, Path standardError) {
        this.process = process;
        this.standardOutput = standardOutput;
        this.standardError = standardError;
    }

    /** Runs {@code pelton} in this folder. */
    static PeltonProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /** As {@link #start(Path, String...)}, with more in the environment. */
    static PeltonProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = LIB == null ? fromClassPath("io.pelton.tools.Main") : fromJars(Path.of(LIB));
        command.addAll(List.of(arguments));
        return launch(folder, environment, command);
    }

    /** Runs the main method of a class of the tests. */
    static PeltonProcess startProgram(Path folder, Class<?> program, String... arguments) throws IOException {
        List<String> command = fromClassPath(program.getName());
        command.addAll(List.of(arguments));
        return launch(folder, Map.of(), command);
    }

    private static PeltonProcess launch(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path standardOutput = Files.createTempFile(folder, "stdout-", ".txt");
        Path standardError = Files.createTempFile(folder, "stderr-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(standardOutput.toFile())
                .redirectError(standardError.toFile());
        builder.environment().putAll(environment);
        return new PeltonProcess(builder.start(), standardOutput, standardError);
    }

    private static List<String> fromClassPath(String main) {
        List<String> command = begin();
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        for (int i = 0; i < flags.size(); i++) {
            if (flags.get(i).startsWith("--add-")) {
                command.add(flags.get(i));
            }
        }
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main);
        return command;
    }

    private static List<String> fromJars(Path lib) throws IOException {
        List<String> command = begin();
        try (Stream<Path> files = Files.list(lib)) {
            List<Path> all = files.toList();
            String version = System.getProperty("java.version");
            all.stream().filter(file -> file.endsWith("pelton-" + version + ".jsa") && file.toFile().length() > 0)
                    .forEach(archive -> command.add("-XX:SharedArchiveFile=" + archive));
            command.add("-Xlog:disable");
            command.add("-Xlog:all=error:stderr");
            command.add("-jar");
            command.add(all.stream().filter(file -> file.getFileName().toString().startsWith("pelton-tools-"))
                    .findFirst().orElseThrow(() -> new IllegalStateException("no tools jar: lib=" + lib)).toString());
        }
        return command;
    }

    private static List<String> begin() {
        return new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-Xmx512m",
                "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dchronicle.analytics.disable=true"));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
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

    /** SIGSTOP: nothing of it runs any more, nothing of it is tidied up. */
    void freeze() throws IOException, InterruptedException {
        Shell.run("kill", "-STOP", Long.toString(pid()));
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process did not end: seconds=" + MAX_RUN_SECONDS + "\n" + errors());
        }
        return process.exitValue();
    }

    /** What it wrote to standard output. */
    String output() {
        return read(standardOutput);
    }

    /** What it wrote to standard error. */
    String errors() {
        return read(standardError);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "(can't be read: " + e + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

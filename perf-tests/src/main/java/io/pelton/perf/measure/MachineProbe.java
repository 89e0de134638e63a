package io.pelton.perf.measure;

import io.pelton.tools.report.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;

/** Says what machine this is. Any thread. */
public final class MachineProbe {

    private MachineProbe() {
    }

    /** The machine, the JVM, and the commit of the folder that the process runs in. */
    public static Machine probe() {
        return new Machine(
                fact(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                memoryMb(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                Instant.ofEpochMilli(SystemEpochClock.INSTANCE.time()).truncatedTo(ChronoUnit.SECONDS).toString(),
                commit());
    }

    /** Resident memory of a process in kilobytes, -1 where the system doesn't say. */
    public static long residentKb(long pid) {
        return kilobytes(fact(Path.of("/proc/" + pid + "/status"), "VmRSS", "-1"));
    }

    private static long memoryMb() {
        return kilobytes(fact(Path.of("/proc/meminfo"), "MemTotal", "0")) / 1024;
    }

    private static long kilobytes(String text) {
        return Long.parseLong(text.replace("kB", "").strip());
    }

    private static String fact(Path file, String name, String otherwise) {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException ignored) {
            return otherwise;
        }
        return otherwise;
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10").start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}

package io.pelton.tools.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A block of rounds: {@code FaultCampaign KIND FIRST-SEED LAST-SEED FOLDER}, with {@code tools/campaign} around it. A
 * failed round's folder stays as evidence, with the reason in it; the others are removed. The last line on standard
 * output has the sums; exit code 1 when a round failed, 77 when this machine can't run the kind.
 */
public final class FaultCampaign {
    private static final int FAILED = 1;
    private static final int NOT_RUN = 77;

    private FaultCampaign() {
    }

    public static void main(String[] args) throws Exception {
        long first = Long.parseLong(args[1]);
        long last = Long.parseLong(args[2]);
        Path folder = Files.createDirectories(Path.of(args[3]).toAbsolutePath());
        FaultRound kind = kind(args[0], folder.resolve("calm"));
        String missing = kind.missing();
        if (missing != null) {
            System.out.println("not run: " + missing);
            System.exit(NOT_RUN);
        }
        int cases = 0;
        int failed = 0;
        for (long seed = first; seed <= last; seed++) {
            Path round = Files.createDirectories(folder.resolve(args[0] + "-" + seed));
            try {
                int faults = kind.run(seed, round);
                cases += faults;
                System.out.println(args[0] + " seed=" + seed + " faults=" + faults);
                remove(round);
            } catch (RuntimeException | IOException e) {
                failed++;
                cases++;
                Files.writeString(round.resolve("FAILED.txt"), e + "\n");
                System.out.println(args[0] + " seed=" + seed + " FAILED, evidence=" + round + "\n" + e.getMessage());
            }
        }
        remove(folder.resolve("calm"));
        System.out.println("sum kind=" + args[0] + " seeds=" + first + ".." + last + " cases=" + cases + " passed="
                + (cases - failed) + " failed=" + failed + " " + kind.note());
        System.exit(failed == 0 ? 0 : FAILED);
    }

    private static FaultRound kind(String name, Path calm) throws IOException {
        return switch (name) {
            case "kill" -> new KillRound(new CalmRuns(calm));
            case "power" -> new PowerCutRound(new CalmRuns(calm));
            case "disk" -> new FullDiskRound(new CalmRuns(calm));
            case "clock" -> new ClockRound(new CalmRuns(calm));
            default -> throw new IllegalArgumentException("no such kind of fault: kind=" + name);
        };
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

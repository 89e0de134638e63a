package io.pelton.tools.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where Jazzer comes in: the target that the property {@code pelton.fuzz.target} names. One thread. */
public final class FuzzEntry {
    private static FuzzTarget target;

    private FuzzEntry() {
    }

    /** Called by Jazzer once. Loading and instrumenting classes isn't to count as the first input's time. */
    public static void fuzzerInitialize() throws IOException {
        target = FuzzTargets.named(System.getProperty("pelton.fuzz.target")).open();
        for (byte[] seed : target.seeds()) {
            target.run(seed);
        }
    }

    /** Called by Jazzer for every input. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            target.run(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Without arguments prints the targets' names; {@code NAME FOLDER} writes a target's seeds into the folder;
     * {@code NAME FILE…} runs a target over files, to look at a finding.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            for (FuzzTargets each : FuzzTargets.values()) {
                System.out.println(each.name().toLowerCase(Locale.ROOT));
            }
            return;
        }
        FuzzTarget named = FuzzTargets.named(arguments[0]).open();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                List<byte[]> seeds = named.seeds();
                for (int i = 0; i < seeds.size(); i++) {
                    Files.write(path.resolve("seed-" + i), seeds.get(i));
                }
            } else {
                named.run(Files.readAllBytes(path));
                System.out.println("passed: " + path);
            }
        }
    }
}

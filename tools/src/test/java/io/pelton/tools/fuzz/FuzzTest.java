package io.pelton.tools.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.clock.SystemClocks;
import io.pelton.testkit.alloc.AllocationProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What tools/fuzz does for hours, without its instrumentation: each target's seeds and seeded mutations of them. */
@Timeout(120)
class FuzzTest {
    private static final int MUTATIONS = Integer.getInteger("pelton.fuzz.mutations", 2_000);
    private static final long MAX_ALLOCATED_BYTES = 64L << 20;
    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(5);

    private final AllocationProbe probe = new AllocationProbe();
    private final PrintStream errors = System.err;

    /** Thousands of refusals would be told otherwise. */
    @BeforeEach
    void silence() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    @AfterEach
    void speak() {
        System.setErr(errors);
    }

    @ParameterizedTest
    @EnumSource(FuzzTargets.class)
    void shouldEndInOrderWhateverTheBytes(FuzzTargets named) throws IOException {
        FuzzTarget target = named.open();
        List<byte[]> seeds = target.seeds();
        for (byte[] seed : seeds) {
            run(named, target, seed);
        }
        SplittableRandom random = new SplittableRandom(named.ordinal());
        for (int i = 0; i < MUTATIONS / named.weight; i++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size()));
            run(named, target, mutated(seed, seeds.get(random.nextInt(seeds.size())), random));
        }
    }

    /** What tools/fuzz has found, or the first input that showed it. */
    @ParameterizedTest
    @CsvSource({
        "ENGINE, 010006080b00001000792e, a NULL text whose place leads out of its row",
        "ENGINE, 0100060803140203005a01, a row of a partition that was never opened",
        "ENGINE, 0100000003140203005a01, a manifest with a good checksum and a name that no file can have",
        "JOURNAL, 01000009dc14020300589e3da6b91107, a manifest with a good checksum and no number",
    })
    void shouldEndInOrderOnWhatWasFound(FuzzTargets named, String input, String finding) throws IOException {
        run(named, named.open(), HexFormat.of().parseHex(input));
    }

    private void run(FuzzTargets named, FuzzTarget target, byte[] input) {
        long beganNs = SystemClocks.nanos().nanoTime();
        probe.start();
        try {
            target.run(input);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError("target=" + named + " input=" + HexFormat.of().formatHex(input), e);
        }
        long bytes = probe.allocatedBytes();
        long ns = SystemClocks.nanos().nanoTime() - beganNs;
        assertTrue(bytes < MAX_ALLOCATED_BYTES && ns < MAX_NS, () -> "target=" + named + " allocatedBytes=" + bytes
                + " ns=" + ns + " input=" + HexFormat.of().formatHex(input));
    }

    private static byte[] mutated(byte[] seed, byte[] other, SplittableRandom random) {
        byte[] bytes = seed.clone();
        for (int left = 1 + random.nextInt(6); left > 0; left--) {
            bytes = mutatedOnce(bytes, other, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, byte[] other, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(12));
                System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
                for (int i = at; i < longer.length - (bytes.length - at); i++) {
                    longer[i] = (byte) random.nextInt();
                }
                return longer;
            }
            case 2 -> {
                int tail = random.nextInt(other.length + 1);
                byte[] spliced = Arrays.copyOf(bytes, at + other.length - tail);
                System.arraycopy(other, tail, spliced, at, other.length - tail);
                return spliced;
            }
            default -> {
                if (at < bytes.length) {
                    bytes[at] = random.nextBoolean() ? (byte) random.nextInt()
                            : (byte) (bytes[at] ^ 1 << random.nextInt(Byte.SIZE));
                }
                return bytes;
            }
        }
    }
}

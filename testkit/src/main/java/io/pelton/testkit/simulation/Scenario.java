package io.pelton.testkit.simulation;

import io.pelton.testkit.disk.LossVariant;
import java.util.SplittableRandom;

/**
 * What a simulation goes through, all of it drawn from its seed.
 *
 * @param seed         for everything else
 * @param devices      per table
 * @param messages     per device
 * @param lives        starts, the last of which comes to the end undisturbed
 * @param durability   none, group or each; with none, power is never cut, only the process killed
 * @param linkLoss     probability that a message or an acknowledgement is lost, doubled or overtaken
 * @param sinkTrouble  probability that a sink refuses, hangs or fails, per call
 * @param maxJitterMs  disorder of event times within a device
 * @param variants     what power cuts may leave; none when only the process ends
 * @param killShare    share of lives that end without a power cut
 * @param hasDiskFaults failing and slow forces, a disk that is full for a while
 * @param hasClockJumps the wall clock is set while the engine runs and between its lives
 */
public record Scenario(
        long seed, int devices, int messages, int lives, String durability, double linkLoss, double sinkTrouble,
        long maxJitterMs, LossVariant[] variants, double killShare, boolean hasDiskFaults, boolean hasClockJumps) {

    private static final int MAX_DEVICES = 4;
    private static final int MAX_MESSAGES = 60;
    private static final int MAX_LIVES = 6;
    private static final double KILL_SHARE = 1 / 3.0;

    /** The scenario of a seed. */
    public static Scenario of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String durability = random.nextInt(6) == 0 ? "none" : random.nextInt(3) == 0 ? "each" : "group";
        LossVariant[] variants =
                durability.equals("none") ? new LossVariant[0] : LossVariant.values();
        return new Scenario(
                seed, 1 + random.nextInt(MAX_DEVICES), 5 + random.nextInt(MAX_MESSAGES), 1 + random.nextInt(MAX_LIVES),
                durability, random.nextInt(3) == 0 ? 0 : 0.2 * random.nextDouble(),
                random.nextInt(3) == 0 ? 0 : 0.05 * random.nextDouble(), random.nextInt(2) * 6_000L, variants,
                KILL_SHARE, random.nextInt(3) == 0, random.nextInt(2) == 0);
    }

    /** The same with nothing but power cuts: for those who want to know what a power cut does. */
    public Scenario withPowerCutsOnly(int newLives) {
        return new Scenario(seed, devices, messages, newLives, "group", 0, 0, maxJitterMs, LossVariant.values(), 0,
                false, false);
    }
}

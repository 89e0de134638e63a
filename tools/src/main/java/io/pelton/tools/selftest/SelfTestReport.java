package io.pelton.tools.selftest;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.NanoClock;

/** Runs the parts of a self-test that are asked for and keeps the receipt. One thread. */
public final class SelfTestReport {
    private final SelfTest test;
    private final NanoClock clock;
    private final long startNs;
    private final Receipt receipt;

    /** @param head what is tested, and where: lines for people */
    public SelfTestReport(SelfTest test, NanoClock clock, String head) {
        this.test = test;
        this.clock = clock;
        startNs = clock.nanoTime();
        receipt = new Receipt(head);
    }

    public void lives(SeedRange seeds) throws InterruptedException {
        receipt.add("lives " + seeds, test.lives(seeds));
    }

    public void powerCuts(SeedRange cuts) throws InterruptedException {
        receipt.add("power cuts " + cuts, test.powerCuts(cuts));
    }

    public void damage(SeedRange trials) throws InterruptedException {
        receipt.add("damage " + trials, test.damage(trials));
    }

    public void crashPoints(long stride) throws InterruptedException {
        receipt.add("crash points, 1 in " + stride, test.crashPoints(stride));
    }

    public void fullDisks(long stride) throws InterruptedException {
        receipt.add("full disks, 1 in " + stride, test.fullDisks(stride));
    }

    /** Times the real disk below this folder. */
    public void device(Path folder) throws IOException {
        receipt.device(DeviceCheck.of(folder, clock));
    }

    public boolean isPassed() {
        return receipt.isPassed();
    }

    public String text() {
        receipt.seconds((clock.nanoTime() - startNs) / 1e9);
        return receipt.text();
    }

    public String json() {
        receipt.seconds((clock.nanoTime() - startNs) / 1e9);
        return receipt.json();
    }
}

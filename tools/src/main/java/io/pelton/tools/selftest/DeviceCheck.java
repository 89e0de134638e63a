package io.pelton.tools.selftest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;

/**
 * How long the real disk takes to make 4 KB safe.
 *
 * @param folder where that was tried
 */
record DeviceCheck(Path folder, long medianNs, long p99Ns, long maxNs) {
    private static final int FORCES = 200;
    private static final int PAGE_BYTES = 4096;
    private static final int DIGITS = 3;
    /** No disk that keeps what it says is faster; memory is. */
    private static final long TOO_FAST_NS = 20_000;

    static DeviceCheck of(Path folder, NanoClock clock) throws IOException {
        Path file = Files.createTempFile(folder, "pelton-selftest-", ".tmp");
        Histogram times = new Histogram(DIGITS);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
            for (int i = 0; i < FORCES; i++) {
                page.clear();
                long startNs = clock.nanoTime();
                channel.write(page, (long) i * PAGE_BYTES);
                channel.force(false);
                times.recordValue(clock.nanoTime() - startNs);
            }
        } finally {
            Files.delete(file);
        }
        return new DeviceCheck(folder, times.getValueAtPercentile(50), times.getValueAtPercentile(99),
                times.getMaxValue());
    }

    /** True when it answers faster than a disk can that has made anything safe. */
    boolean isSuspicious() {
        return medianNs < TOO_FAST_NS;
    }
}

package io.pelton.perf.bench;

import io.pelton.journal.block.Crc32c;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much of a journaled row's cost is its share of the block's checksum? Divide by the rows of 80 bytes in the block.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BlockChecksumBenchmark {
    @Param({"80", "5120", "81920"})
    private int bytes;

    private final UnsafeBuffer block = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 17));
    private final Crc32c crc = new Crc32c();

    @Benchmark
    public int checksum() {
        return crc.begin(42).update(block, 0, bytes).value();
    }
}

package io.pelton.perf.bench;

import io.pelton.engine.state.KeySlots;
import io.pelton.engine.state.SnapshotArena;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to find the slot of a key given as bytes (any type, snapshots without stopping), against a hash of
 * ints that knows its key's type? Random keys, all known already.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyLookUpBenchmark {
    private static final int KEY_BYTES = 8;
    private static final int LOOK_UPS = 1 << 16;

    @Param({"100", "10000", "100000"})
    private int keys;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[(LOOK_UPS + 1) * KEY_BYTES]);
    private final int[] order = new int[LOOK_UPS];
    private Int2IntHashMap map;
    private KeySlots slots;
    private int next;

    @Setup
    public void fill() {
        map = new Int2IntHashMap(keys * 2, 0.5f, -1);
        slots = new KeySlots(new SnapshotArena(256 << 20), keys, KEY_BYTES, 16);
        SplittableRandom random = new SplittableRandom(3);
        for (int key = 0; key < keys; key++) {
            map.put(key, key);
            bytes.putLong(0, key, ByteOrder.LITTLE_ENDIAN);
            slots.findOrAdd(bytes, 0, KEY_BYTES);
        }
        for (int i = 0; i < LOOK_UPS; i++) {
            order[i] = random.nextInt(keys);
            bytes.putLong(i * KEY_BYTES, order[i], ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Benchmark
    public int hashOfInts() {
        next = next + 1 & LOOK_UPS - 1;
        return map.get(order[next]);
    }

    @Benchmark
    public int keySlots() {
        next = next + 1 & LOOK_UPS - 1;
        return slots.find(bytes, next * KEY_BYTES, KEY_BYTES);
    }
}

package io.pelton.testkit.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllocationProbeTest {

    @Test
    void shouldCountWhatIsAllocatedAndNothingElse() {
        AllocationProbe probe = new AllocationProbe();
        probe.allocatedBytes();
        probe.start();
        assertEquals(0, probe.allocatedBytes());
        probe.start();
        byte[] bytes = new byte[100_000];
        long counted = probe.allocatedBytes();
        assertTrue(counted >= bytes.length && counted < bytes.length + 4_096, "counted=" + counted);
    }
}

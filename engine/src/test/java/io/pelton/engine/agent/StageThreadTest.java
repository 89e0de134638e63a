package io.pelton.engine.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;

class StageThreadTest {
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicBoolean isFailed = new AtomicBoolean();
    private final CountDownLatch running = new CountDownLatch(1);

    private final class Counting implements Agent {
        @Override
        public int doWork() {
            running.countDown();
            return turns.incrementAndGet();
        }

        @Override
        public String roleName() {
            return "counting";
        }
    }

    private StageThread thread() {
        return new StageThread("pelton-test", List.of(new Counting()), Placement.ANY_CORE, false, new AtomicBoolean(),
                failure -> isFailed.set(true));
    }

    @Test
    void shouldGiveNoTurnAfterItWasAskedToEnd() {
        StageThread thread = thread();
        assertEquals(1, thread.doWork());
        thread.askToEnd();
        assertEquals(0, thread.doWork());
        assertEquals(1, turns.get());
    }

    @Test
    void shouldEndWithoutAFailure() throws InterruptedException {
        StageThread thread = thread();
        thread.start();
        running.await();
        thread.close();
        int before = turns.get();
        assertEquals(0, thread.doWork());
        assertEquals(before, turns.get());
        assertFalse(isFailed.get());
    }
}

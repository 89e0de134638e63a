package io.pelton.perf.loop;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import io.pelton.perf.workload.Readings;

/**
 * A loop behind one ring: the caller's thread publishes the readings, a thread of its own runs the loop. Both spin.
 * What a ring costs when nothing else is done. One run per instance.
 */
public final class DisruptorHop {
    private static final int SLOTS = 1 << 14;
    private static final int BATCH = 64;

    private final RingBuffer<Reading> ring = RingBuffer.createSingleProducer(Reading::new, SLOTS,
            new BusySpinWaitStrategy());
    private final SequenceBarrier barrier = ring.newBarrier();
    private final Sequence consumed = new Sequence();
    private final Loop loop;

    /** A ring slot. */
    private static final class Reading {
        private int device;
        private long eventTimeMs;
        private double temperature;
    }

    public DisruptorHop(Loop loop) {
        this.loop = loop;
        ring.addGatingSequences(consumed);
    }

    /**
     * The consumer's work: call it on a thread of its own; returns when {@code count} readings are through the loop.
     */
    public void consume(long count) {
        long next = 0;
        try {
            while (next < count) {
                long available = barrier.waitFor(next);
                while (next <= available) {
                    Reading reading = ring.get(next++);
                    loop.onReading(reading.device, reading.eventTimeMs, reading.temperature);
                }
                consumed.set(available);
            }
        } catch (AlertException | TimeoutException e) {
            throw new IllegalStateException("nobody alerts this barrier: consumed=" + next, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Publishes readings {@code 0 … count-1} from the caller's thread; count must be a multiple of 64. */
    public void publish(Readings readings, long count) {
        if (count % BATCH != 0) {
            throw new IllegalArgumentException("publish whole batches: count=" + count + " batch=" + BATCH);
        }
        int size = readings.size();
        int at = 0;
        long roundStartMs = readings.roundStartMs(0);
        long round = 0;
        for (long number = 0; number < count; number += BATCH) {
            long last = ring.next(BATCH);
            for (long sequence = last - BATCH + 1; sequence <= last; sequence++) {
                Reading reading = ring.get(sequence);
                reading.device = readings.device()[at];
                reading.eventTimeMs = roundStartMs + readings.offsetMs()[at];
                reading.temperature = readings.temperature()[at];
                if (++at == size) {
                    at = 0;
                    roundStartMs = readings.roundStartMs(++round);
                }
            }
            ring.publish(last - BATCH + 1, last);
        }
    }
}

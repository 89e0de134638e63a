package io.pelton.connectors.datagen;

import io.pelton.engine.row.RowWriter;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes one column's values. Rows are asked for in order, each once; a resumed run asks {@link #skip} first. */
abstract class FieldGenerator {

    abstract void put(RowWriter row, long number);

    /** Rows that this column can make; Long.MAX_VALUE for no end. */
    long rows() {
        return Long.MAX_VALUE;
    }

    /** Goes over a row without a value, for values that depend on the one before. */
    void pass(long number) {
        // Most values depend on the row number alone.
    }

    /** Goes over the first {@code count} rows. */
    void skip(long count) {
        // As for pass.
    }

    /** Uniform numbers of [least, most]. */
    static final class RandomWhole extends FieldGenerator {
        private final ColumnPut column;
        private final long stream;
        private final long least;
        private final long most;

        RandomWhole(ColumnPut column, long stream, long least, long most) {
            this.column = column;
            this.stream = stream;
            this.least = least;
            this.most = most;
        }

        @Override
        void put(RowWriter row, long number) {
            column.whole(row, Hash.between(stream, number, least, most));
        }
    }

    /** Uniform numbers of [least, most). */
    static final class RandomReal extends FieldGenerator {
        private final ColumnPut column;
        private final long stream;
        private final double least;
        private final double most;

        RandomReal(ColumnPut column, long stream, double least, double most) {
            this.column = column;
            this.stream = stream;
            this.least = least;
            this.most = most;
        }

        @Override
        void put(RowWriter row, long number) {
            column.real(row, least + Hash.unit(stream, number) * (most - least));
        }
    }

    /** Random hexadecimal digits, as Flink's. */
    static final class RandomText extends FieldGenerator {
        private final int column;
        private final long stream;
        private final UnsafeBuffer text;

        RandomText(int column, long stream, int length) {
            this.column = column;
            this.stream = stream;
            text = new UnsafeBuffer(new byte[length]);
        }

        @Override
        void put(RowWriter row, long number) {
            int length = text.capacity();
            long bits = Hash.bits(stream, number);
            for (int i = 0; i < length; i++) {
                if ((i & 15) == 0 && i > 0) {
                    bits = Hash.mix(bits + i);
                }
                int digit = (int) (bits >>> (i & 15) * 4) & 15;
                text.putByte(i, (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10));
            }
            row.putString(column, text, 0, length);
        }
    }

    /** The clock's time, or some time before it. */
    static final class RecentTime extends FieldGenerator {
        private final ColumnPut column;
        private final long stream;
        private final long maxPastMs;
        private final EpochNanoClock clock;

        RecentTime(ColumnPut column, long stream, long maxPastMs, EpochNanoClock clock) {
            this.column = column;
            this.stream = stream;
            this.maxPastMs = maxPastMs;
            this.clock = clock;
        }

        @Override
        void put(RowWriter row, long number) {
            long past = maxPastMs == 0 ? 0 : Hash.between(stream, number, 0, maxPastMs);
            column.timestamp(row, clock.nanoTime() / 1_000_000 - past);
        }
    }

    /** start, start + step, … up to end; or round and round. */
    static final class Steps extends FieldGenerator {
        private final ColumnPut column;
        private final long start;
        private final long step;
        private final long count;
        private final long repeat;
        private final boolean isCycle;

        Steps(ColumnPut column, long start, long step, long count, long repeat, boolean isCycle) {
            this.column = column;
            this.start = start;
            this.step = step;
            this.count = count;
            this.repeat = repeat;
            this.isCycle = isCycle;
        }

        @Override
        void put(RowWriter row, long number) {
            long index = number / repeat;
            column.whole(row, start + (isCycle ? index % count : index) * step);
        }

        @Override
        long rows() {
            return isCycle || count > Long.MAX_VALUE / repeat ? Long.MAX_VALUE : count * repeat;
        }
    }

    /** Event time: start, start + step, …, each less a random jitter. */
    static final class TimeSteps extends FieldGenerator {
        private final ColumnPut column;
        private final long stream;
        private final long startMs;
        private final long stepMs;
        private final long repeat;
        private final long jitterMs;

        TimeSteps(ColumnPut column, long stream, long startMs, long stepMs, long repeat, long jitterMs) {
            this.column = column;
            this.stream = stream;
            this.startMs = startMs;
            this.stepMs = stepMs;
            this.repeat = repeat;
            this.jitterMs = jitterMs;
        }

        @Override
        void put(RowWriter row, long number) {
            long late = jitterMs == 0 ? 0 : Hash.between(stream, number, 0, jitterMs);
            column.timestamp(row, startMs + number / repeat * stepMs - late);
        }
    }

    /** A random walk between two walls. */
    static final class Walk extends FieldGenerator {
        private final ColumnPut column;
        private final long stream;
        private final double step;
        private final double least;
        private final double most;
        private double value;

        Walk(ColumnPut column, long stream, double start, double step, double least, double most) {
            this.column = column;
            this.stream = stream;
            this.step = step;
            this.least = least;
            this.most = most;
            value = start;
        }

        @Override
        void put(RowWriter row, long number) {
            column.real(row, value);
            pass(number);
        }

        @Override
        void pass(long number) {
            double moved = value + (2 * Hash.unit(stream, number) - 1) * step;
            value = Math.max(least, Math.min(most, moved));
        }

        @Override
        void skip(long count) {
            for (long i = 0; i < count; i++) {
                pass(i);
            }
        }
    }

    /** mean + drift per row + noise, with spikes; drift and spikes begin anew each period. */
    static final class Signal extends FieldGenerator {

        /** The shape of a signal; lengths in rows, period 0 for none. */
        record Shape(double mean, double stddev, double drift, long period, long spikeStart, long spikeLength,
                double spikeSize) {
        }

        private final ColumnPut column;
        private final long stream;
        private final Shape shape;

        Signal(ColumnPut column, long stream, Shape shape) {
            this.column = column;
            this.stream = stream;
            this.shape = shape;
        }

        @Override
        void put(RowWriter row, long number) {
            long phase = shape.period() == 0 ? number : number % shape.period();
            boolean isSpike = phase >= shape.spikeStart() && phase < shape.spikeStart() + shape.spikeLength();
            double noise = shape.stddev() == 0 ? 0 : shape.stddev() * Hash.gauss(stream, number);
            column.real(row, shape.mean() + shape.drift() * phase + (isSpike ? shape.spikeSize() : 0) + noise);
        }
    }

    /** Another column's values with NULLs among them. */
    static final class SometimesNull extends FieldGenerator {
        private final FieldGenerator values;
        private final long stream;
        private final double nullRate;

        SometimesNull(FieldGenerator values, long stream, double nullRate) {
            this.values = values;
            this.stream = stream;
            this.nullRate = nullRate;
        }

        @Override
        void put(RowWriter row, long number) {
            if (Hash.unit(stream, number) < nullRate) {
                values.pass(number);
            } else {
                values.put(row, number);
            }
        }

        @Override
        long rows() {
            return values.rows();
        }

        @Override
        void skip(long count) {
            values.skip(count);
        }
    }
}

package io.pelton.testkit.operator;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Random rows of a layout with everything that hurts: NULL where the type allows it, NaN, infinities, −0.0, the
 * extremes of each type, empty and longest strings; times in disorder, late, far too late, before 1970. Some columns
 * can be made keys with few values, some plain. A seed gives the same rows always. One thread.
 */
public final class HostileRows {
    private static final double[] DOUBLES = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.MIN_VALUE, Double.MAX_VALUE};

    private final RowLayout layout;
    private final RowWriter writer;
    private final SplittableRandom random;
    private final UnsafeBuffer buffer;
    private final int[] distinct;
    private long positions;

    public HostileRows(RowLayout layout, long seed) {
        this.layout = layout;
        this.writer = new RowWriter(layout);
        this.random = new SplittableRandom(seed);
        this.buffer = new UnsafeBuffer(new byte[layout.maxBytes()]);
        this.distinct = new int[layout.schema().size()];
    }

    /** The column takes {@code count} ordinary values only (and NULL, where allowed). */
    public HostileRows few(int column, int count) {
        distinct[column] = count;
        return this;
    }

    /** The buffer of {@link #next(long)}. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Makes the next row, at offset 0 of {@link #buffer()}, with this event time. */
    public int next(long eventTimeMs) {
        writer.begin(buffer, 0);
        for (int column = 0; column < layout.schema().size(); column++) {
            ColumnType type = layout.schema().type(column);
            if (!type.nullable() || random.nextInt(8) != 0) {
                put(column, type, eventTimeMs);
            }
        }
        writer.finish();
        RowHeader.kind(buffer, 0, 0, RowType.DATA, 0, true);
        RowHeader.eventTimeMs(buffer, 0, eventTimeMs);
        RowHeader.sequence(buffer, 0, positions);
        RowHeader.position(buffer, 0, positions++);
        RowHeader.ingestTimeNs(buffer, 0, positions * 1_000_000);
        RowHeader.partition(buffer, 0, 0);
        return 0;
    }

    private void put(int column, ColumnType type, long eventTimeMs) {
        long value = distinct[column] > 0 ? random.nextInt(distinct[column]) : anyLong();
        switch (type.kind()) {
            case BOOLEAN -> writer.putBoolean(column, (value & 1) != 0);
            case TINYINT -> writer.putByte(column, (byte) value);
            case SMALLINT -> writer.putShort(column, (short) value);
            case INT -> writer.putInt(column, (int) value);
            case DATE -> writer.putInt(column, (int) (value % 1_000_000));
            case TIME -> writer.putInt(column, (int) Math.floorMod(value, 86_400_000L));
            case BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> writer.putLong(column, value);
            case FLOAT -> writer.putFloat(column, (float) anyDouble(column, value));
            case DOUBLE -> writer.putDouble(column, anyDouble(column, value));
            case DECIMAL -> putDecimal(column, type, value);
            case TIMESTAMP, TIMESTAMP_LTZ -> putTimestamp(column, type, eventTimeMs);
            case CHAR, VARCHAR -> putString(column, type, value);
        }
    }

    private long anyLong() {
        int choice = random.nextInt(20);
        return switch (choice) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> 0;
            default -> random.nextInt(-1000, 1000);
        };
    }

    private double anyDouble(int column, long value) {
        return distinct[column] > 0 || random.nextInt(6) != 0 ? value : DOUBLES[random.nextInt(DOUBLES.length)];
    }

    private void putDecimal(int column, ColumnType type, long value) {
        long limit = 1;
        for (int i = 0; i < Math.min(type.precision(), 18); i++) {
            limit *= 10;
        }
        long unscaled = value % limit;
        if (type.isWide()) {
            writer.putWideDecimal(column, unscaled, unscaled >> 63);
        } else {
            writer.putLong(column, unscaled);
        }
    }

    private void putTimestamp(int column, ColumnType type, long eventTimeMs) {
        if (type.isWide()) {
            writer.putWideTimestamp(column, eventTimeMs, random.nextInt(1_000_000));
        } else {
            writer.putLong(column, eventTimeMs);
        }
    }

    private void putString(int column, ColumnType type, long value) {
        int longest = type.maxStringBytes();
        int choice = distinct[column] > 0 ? 2 : random.nextInt(10);
        String text = choice == 0 ? "" : choice == 1 ? "x".repeat(longest) : "k" + value;
        writer.putString(column, text.length() > longest ? text.substring(0, longest) : text);
    }

    /**
     * A script of {@code rows} rows: time goes on by up to {@code stepMs} per row, rows are back by up to
     * {@code disorderMs} and some by four times that; the watermark follows the latest row by {@code delayMs}, and
     * ends at infinity.
     */
    public OperatorScript script(int rows, long startMs, long stepMs, long disorderMs, long delayMs) {
        OperatorScript script = new OperatorScript();
        long now = startMs;
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            now += random.nextLong(stepMs + 1) * (random.nextInt(50) == 0 ? 20 : 1);
            long back = random.nextLong(disorderMs + 1) * (random.nextInt(10) == 0 ? 4 : 1);
            script.row(buffer, next(now - back));
            if (now - delayMs > watermark) {
                watermark = now - delayMs;
                script.watermark(watermark);
            }
        }
        return script.end();
    }
}

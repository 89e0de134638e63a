package io.pelton.engine.egress;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.engine.topology.OperatorInput;
import io.pelton.engine.topology.PipelineDefinition;
import io.pelton.engine.topology.Topology;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A dead letter as a line of JSON that a person can read and a program can put back. One thread; allocates. */
final class DeadLetterJson {
    private static final long NONE = Long.MIN_VALUE;
    private static final int MAX_TEXT = 200;

    private final Topology topology;
    private final JsonLine line = new JsonLine();
    private final JsonLine values = new JsonLine();

    DeadLetterJson(Topology topology) {
        this.topology = topology;
    }

    byte[] line(DirectBuffer buffer, int row) {
        DeadLetterReason reason = reason(DeadLetterLayout.reason(buffer, row));
        int stream = DeadLetterLayout.stream(buffer, row);
        line.begin()
                .number("sequence", RowHeader.sequence(buffer, row))
                .number("cause", DeadLetterLayout.causeSequence(buffer, row))
                .string("reason", reason == null ? "UNKNOWN" : reason.name())
                .string("meaning", reason == null ? "written by another version" : reason.meaning());
        if (DeadLetterLayout.detailBytes(buffer, row) > 0) {
            line.string("detail", DeadLetterLayout.detail(buffer, row));
        }
        line.string("table", topology.streams().get(stream).table().name())
                .number("partition", DeadLetterLayout.partition(buffer, row))
                .number("position", DeadLetterLayout.position(buffer, row));
        operator(buffer, row);
        long startMs = DeadLetterLayout.windowStartMs(buffer, row);
        long endMs = DeadLetterLayout.windowEndMs(buffer, row);
        if (startMs != NONE) {
            line.string("windowStart", Instant.ofEpochMilli(startMs).toString());
        }
        if (endMs != NONE) {
            line.string("windowEnd", Instant.ofEpochMilli(endMs).toString());
        }
        line.number("length", DeadLetterLayout.fullLength(buffer, row))
                .string("crc32c", String.format("%08x", DeadLetterLayout.crc32c(buffer, row)));
        raw(buffer, row, stream);
        return line.end();
    }

    private void operator(DirectBuffer buffer, int row) {
        int insert = DeadLetterLayout.pipeline(buffer, row);
        if (insert != DeadLetterLayout.NO_OPERATOR) {
            line.number("insert", insert)
                    .string("operator", definition(insert, DeadLetterLayout.operator(buffer, row)).name());
        }
    }

    private void raw(DirectBuffer buffer, int row, int stream) {
        byte[] raw = new byte[DeadLetterLayout.rawBytes(buffer, row)];
        if (raw.length == 0) {
            line.base64("raw", raw);
            return;
        }
        buffer.getBytes(row + DeadLetterLayout.rawOffset(buffer, row), raw);
        int origin = DeadLetterLayout.origin(buffer, row);
        if (origin == DeadLetterLayout.ORIGIN_BYTES) {
            line.string("text", preview(raw));
        } else if (raw.length == DeadLetterLayout.fullLength(buffer, row)) {
            RowLayout layout = origin == DeadLetterLayout.ORIGIN_STREAM_ROW
                    ? topology.streams().get(stream).layout()
                    : inputLayout(DeadLetterLayout.pipeline(buffer, row), DeadLetterLayout.operator(buffer, row));
            line.json("values", values(layout, raw));
        }
        line.base64("raw", raw);
    }

    private CharSequence values(RowLayout layout, byte[] raw) {
        RowReader reader = new RowReader(layout).wrap(new UnsafeBuffer(raw), 0);
        values.begin();
        for (int i = 0; i < layout.schema().size(); i++) {
            String name = layout.schema().column(i).name();
            if (reader.isNull(i)) {
                values.json(name, "null");
            } else {
                value(reader, i, name, layout.schema().type(i));
            }
        }
        return values.endObject();
    }

    private void value(RowReader reader, int column, String name, ColumnType type) {
        switch (type.kind()) {
            case BOOLEAN -> values.json(name, Boolean.toString(reader.getBoolean(column)));
            case TINYINT -> values.number(name, reader.getByte(column));
            case SMALLINT -> values.number(name, reader.getShort(column));
            case INT, DATE, TIME -> values.number(name, reader.getInt(column));
            case FLOAT -> values.string(name, Float.toString(reader.getFloat(column)));
            case DOUBLE -> values.string(name, Double.toString(reader.getDouble(column)));
            case CHAR, VARCHAR -> values.string(name, reader.getString(column));
            case TIMESTAMP, TIMESTAMP_LTZ ->
                    values.string(name, Instant.ofEpochMilli(reader.getLong(column))
                            .plusNanos(type.isWide() ? reader.getNanosOfMilli(column) : 0).toString());
            case DECIMAL -> values.string(name, decimal(reader, column, type));
            default -> values.number(name, reader.getLong(column));
        }
    }

    private static String decimal(RowReader reader, int column, ColumnType type) {
        BigInteger unscaled = BigInteger.valueOf(reader.getLong(column));
        if (type.isWide()) {
            BigInteger low = unscaled.signum() < 0 ? unscaled.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : unscaled;
            unscaled = BigInteger.valueOf(reader.getHighLong(column)).shiftLeft(Long.SIZE).add(low);
        }
        return new BigDecimal(unscaled, type.scale()).toPlainString();
    }

    private RowLayout inputLayout(int insert, int operator) {
        PipelineDefinition pipeline = pipeline(insert);
        OperatorInput input = pipeline.operators().get(operator).inputs().get(0);
        return input.isStream() ? topology.streams().get(input.index()).layout()
                : pipeline.operators().get(input.index()).output();
    }

    private OperatorDefinition definition(int insert, int operator) {
        return pipeline(insert).operators().get(operator);
    }

    private PipelineDefinition pipeline(int insert) {
        return topology.pipelines().stream().filter(p -> p.insert() == insert).findFirst().orElseThrow();
    }

    private static String preview(byte[] raw) {
        String text = new String(raw, StandardCharsets.UTF_8);
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    private static DeadLetterReason reason(int code) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            if (reason.code() == code) {
                return reason;
            }
        }
        return null;
    }
}

package io.pelton.connectors.datagen;

import io.pelton.connectors.format.TimeValues;
import io.pelton.connectors.option.OptionValues;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;

/** Builds a table's generators from its options; IllegalArgumentException says what doesn't fit together. */
final class FieldGenerators {
    private static final int DEFAULT_TEXT_LENGTH = 100;
    private static final long NULL_STREAM = 0x5DEECE66DL;
    /** What each kind looks at, beside kind and null-rate. */
    private static final Map<String, Set<String>> PROPERTIES = Map.of(
            "random", Set.of("min", "max", "length", "max-past", "prefix", "digits", "decimals"),
            "sequence", Set.of("start", "end", "step", "repeat", "prefix", "digits"),
            "cycle", Set.of("start", "end", "step", "repeat", "prefix", "digits"),
            "sequence-time", Set.of("start", "step", "repeat", "jitter"),
            "walk", Set.of("start", "step", "min", "max", "decimals"),
            "gaussian", Set.of("mean", "stddev", "drift", "period", "spike-start", "spike-length", "spike-size",
                    "decimals"));

    private final TableOptions options;
    private final Schema schema;
    private final EpochNanoClock clock;

    /** {@code clock} may be null when the generators are only checked. */
    FieldGenerators(TableOptions options, Schema schema, EpochNanoClock clock) {
        this.options = options;
        this.schema = schema;
        this.clock = clock;
    }

    FieldGenerator[] build() {
        FieldGenerator[] generators = new FieldGenerator[schema.size()];
        for (int i = 0; i < generators.length; i++) {
            generators[i] = build(i);
        }
        return generators;
    }

    FieldGenerator build(int column) {
        ColumnType type = schema.type(column);
        String kind = text(column, "kind");
        refuseForeignProperties(column, kind);
        long stream = Hash.mix(options.integer(DatagenOptions.SEED) * 31 + column + 1);
        FieldGenerator values = switch (kind) {
            case "random" -> random(column, type, stream);
            case "sequence", "cycle" -> steps(column, type, kind.equals("cycle"));
            case "sequence-time" -> timeSteps(column, type, stream);
            case "walk" -> walk(column, type, stream);
            case "gaussian" -> gaussian(column, type, stream);
            default -> throw wrong(column, "kind", "expected one of " + PROPERTIES.keySet());
        };
        double nullRate = number(column, "null-rate");
        if (nullRate < 0 || nullRate > 1 || nullRate > 0 && !type.nullable()) {
            throw wrong(column, "null-rate", "expected 0 to 1, and 0 for a NOT NULL column");
        }
        return nullRate == 0 ? values
                : new FieldGenerator.SometimesNull(values, stream ^ NULL_STREAM, nullRate);
    }

    private void refuseForeignProperties(int column, String kind) {
        Set<String> known = PROPERTIES.get(kind);
        if (known == null) {
            throw wrong(column, "kind", "expected one of " + PROPERTIES.keySet());
        }
        for (Set<String> properties : PROPERTIES.values()) {
            for (String property : properties) {
                if (!known.contains(property) && options.has(key(column, property))) {
                    throw wrong(column, property, "means nothing for the kind " + kind + ", which knows " + known);
                }
            }
        }
    }

    private FieldGenerator random(int column, ColumnType type, long stream) {
        return switch (type.kind()) {
            case CHAR, VARCHAR -> randomText(column, type, stream);
            case TIMESTAMP, TIMESTAMP_LTZ -> new FieldGenerator.RecentTime(
                    put(column, type), stream, options.durationNs(key(column, "max-past")) / 1_000_000, clock);
            case FLOAT -> randomReal(column, type, stream, Float.MAX_VALUE);
            case DOUBLE -> randomReal(column, type, stream, Double.MAX_VALUE);
            case DECIMAL -> randomReal(column, type, stream,
                    Math.pow(10, Math.min(type.precision() - type.scale(), 15)));
            case BOOLEAN -> new FieldGenerator.RandomWhole(put(column, type), stream, 0, 1);
            case TINYINT -> randomWhole(column, type, stream, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> randomWhole(column, type, stream, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> randomWhole(column, type, stream, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DATE -> randomWhole(column, type, stream, 0, 30_000);
            case TIME -> randomWhole(column, type, stream, 0, 86_399_999);
            default -> randomWhole(column, type, stream, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private FieldGenerator randomText(int column, ColumnType type, long stream) {
        if (options.has(key(column, "prefix"))) {
            return randomWhole(column, type, stream, 0, 999);
        }
        int most = type.kind() == TypeKind.CHAR ? type.precision() : Math.min(type.precision(), type.maxStringBytes());
        long length = options.has(key(column, "length"))
                ? options.integer(key(column, "length")) : Math.min(DEFAULT_TEXT_LENGTH, most);
        if (length < 0 || length > most) {
            throw wrong(column, "length", "expected 0 to " + most);
        }
        return new FieldGenerator.RandomText(column, stream, (int) length);
    }

    private FieldGenerator randomWhole(int column, ColumnType type, long stream, long least, long most) {
        long min = options.has(key(column, "min")) ? whole(column, "min") : least;
        long max = options.has(key(column, "max")) ? whole(column, "max") : most;
        if (min > max || min < least && !type.kind().isString() || max > most && !type.kind().isString()) {
            throw wrong(column, "max", "expected min <= max inside the type's range");
        }
        return new FieldGenerator.RandomWhole(put(column, type), stream, min, max);
    }

    private FieldGenerator randomReal(int column, ColumnType type, long stream, double most) {
        double min = options.has(key(column, "min")) ? number(column, "min") : 0;
        double max = options.has(key(column, "max")) ? number(column, "max") : most;
        if (min > max || max > most) {
            throw wrong(column, "max", "expected min <= max inside the type's range");
        }
        return new FieldGenerator.RandomReal(put(column, type), stream, min, max);
    }

    private FieldGenerator steps(int column, ColumnType type, boolean isCycle) {
        if (type.kind().isTimestamp() || type.kind() == TypeKind.BOOLEAN) {
            throw wrong(column, "kind", "a sequence needs numbers or texts; for timestamps write sequence-time");
        }
        long start = whole(column, "start");
        long end = whole(column, "end");
        long step = options.has(key(column, "step")) ? whole(column, "step") : 1;
        if (step == 0 || (end - start) / step < 0) {
            throw wrong(column, "step", "expected a step that leads from start to end");
        }
        return new FieldGenerator.Steps(
                put(column, type), start, step, (end - start) / step + 1, repeat(column), isCycle);
    }

    private FieldGenerator timeSteps(int column, ColumnType type, long stream) {
        if (!type.kind().isTimestamp()) {
            throw wrong(column, "kind", "sequence-time needs a TIMESTAMP column");
        }
        String start = required(column, "start");
        long startMs = TimeValues.epochMs(start);
        if (startMs == Long.MIN_VALUE) {
            throw wrong(column, "start", "expected a timestamp like 2026-01-01 00:00:00");
        }
        long stepMs = OptionValues.durationNs(required(column, "step")) / 1_000_000;
        return new FieldGenerator.TimeSteps(put(column, type), stream, startMs, stepMs, repeat(column),
                options.durationNs(key(column, "jitter")) / 1_000_000);
    }

    private FieldGenerator walk(int column, ColumnType type, long stream) {
        requireNumber(column, type, "walk");
        double min = options.has(key(column, "min")) ? number(column, "min") : -1e15;
        double max = options.has(key(column, "max")) ? number(column, "max") : 1e15;
        double start = OptionValues.number(required(column, "start"));
        if (start < min || start > max) {
            throw wrong(column, "start", "expected a value between min and max");
        }
        double step = options.has(key(column, "step")) ? OptionValues.number(required(column, "step")) : 1;
        return new FieldGenerator.Walk(put(column, type), stream, start, step, min, max);
    }

    private FieldGenerator gaussian(int column, ColumnType type, long stream) {
        requireNumber(column, type, "gaussian");
        FieldGenerator.Signal.Shape shape = new FieldGenerator.Signal.Shape(
                number(column, "mean"), number(column, "stddev"), number(column, "drift"),
                options.integer(key(column, "period")), options.integer(key(column, "spike-start")),
                options.integer(key(column, "spike-length")), number(column, "spike-size"));
        if (shape.period() < 0 || shape.stddev() < 0) {
            throw wrong(column, "period", "expected period and stddev not below 0");
        }
        return new FieldGenerator.Signal(put(column, type), stream, shape);
    }

    private void requireNumber(int column, ColumnType type, String kind) {
        boolean isNumber = switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
        };
        if (!isNumber) {
            throw wrong(column, "kind", kind + " needs a column of numbers, this one is " + type.sql());
        }
    }

    private ColumnPut put(int column, ColumnType type) {
        String prefix = options.text(key(column, "prefix"));
        byte[] bytes = prefix == null ? new byte[0] : prefix.getBytes(StandardCharsets.UTF_8);
        long digits = options.integer(key(column, "digits"));
        if (digits < 1 || digits > 18) {
            throw wrong(column, "digits", "expected 1 to 18");
        }
        if (type.kind().isString() && bytes.length + Math.max(digits, 20) > type.maxStringBytes()) {
            throw wrong(column, "prefix", "the texts don't fit the column, which takes " + type.maxStringBytes()
                    + " bytes");
        }
        return new ColumnPut(column, type, bytes, (int) digits, (int) options.integer(key(column, "decimals")));
    }

    private long repeat(int column) {
        long repeat = options.integer(key(column, "repeat"));
        if (repeat < 1) {
            throw wrong(column, "repeat", "expected 1 or more");
        }
        return repeat;
    }

    private String key(int column, String property) {
        return DatagenOptions.field(schema.column(column).name(), property);
    }

    private String text(int column, String property) {
        return options.text(key(column, property));
    }

    private String required(int column, String property) {
        String value = text(column, property);
        if (value == null) {
            throw wrong(column, property, "is required for the kind " + text(column, "kind"));
        }
        return value;
    }

    private double number(int column, String property) {
        return options.number(key(column, property));
    }

    private long whole(int column, String property) {
        String value = required(column, property);
        try {
            return new BigDecimal(value.trim()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected a whole number: option=" + key(column, property) + " value=" + value, e);
        }
    }

    private IllegalArgumentException wrong(int column, String property, String expected) {
        return new IllegalArgumentException(
                expected + ": option=" + key(column, property) + " value=" + text(column, property));
    }
}

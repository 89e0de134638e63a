package io.pelton.connectors.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.connectors.probe.Tables;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Decoders and encoders against the JDK's own conversions, on seeded random values. */
class NumbersPropertyTest {
    private static final int TRIALS = 100_000;
    private static final DateTimeFormatter SQL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss").appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).toFormatter();

    private final SplittableRandom random = new SplittableRandom(20_261_121);

    private static DecoderProbe csv(ColumnType type) {
        return new DecoderProbe(Format.CSV, Tables.schema("v", type), "csv.null-literal", "-");
    }

    private String randomNumber() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append(digits(random.nextInt(1, 22)));
        if (random.nextBoolean()) {
            text.append('.').append(digits(random.nextInt(1, 22)));
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(320));
        }
        return text.toString();
    }

    private String digits(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    @Test
    void shouldReadDoublesAndFloatsAsTheJdkDoes() {
        DecoderProbe doubles = csv(ColumnType.of(TypeKind.DOUBLE));
        DecoderProbe floats = csv(ColumnType.of(TypeKind.FLOAT));
        for (int i = 0; i < TRIALS; i++) {
            String text = i % 3 == 0 ? Double.toString(Double.longBitsToDouble(random.nextLong())) : randomNumber();
            assertEquals(text, doubles.read(text) ? text : doubles.decoder.problem());
            assertEquals(Double.parseDouble(text), doubles.reader.getDouble(0), text);
            assertEquals(text, floats.read(text) ? text : floats.decoder.problem());
            assertEquals(Float.parseFloat(text), floats.reader.getFloat(0), text);
        }
        for (String text : new String[] {"0", "-0.0", "9007199254740993", "1e22", "1e23", "4.9e-324", "1.", ".5", "+3",
            "0e999", "-0e-999", "1e309", "-1e400", "2e-324", "3e-324", "1e-400", "0.000e5", "1" + "0".repeat(400)}) {
            assertEquals(text, doubles.read(text) ? text : doubles.decoder.problem());
            assertEquals(Double.parseDouble(text), doubles.reader.getDouble(0), text);
        }
        for (String text : new String[] {"", ".", "1e", "e5", "1..2", "0x1p3", "1d", "1f", "nan", "--1", "1 2"}) {
            assertEquals(false, doubles.read("\"" + text + "\""), text);
        }
    }

    @Test
    void shouldWriteDoublesThatReadBackTheSame() {
        DecoderProbe doubles = csv(ColumnType.of(TypeKind.DOUBLE));
        for (int i = 0; i < TRIALS; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            doubles.read(Double.toString(value));
            assertEquals(value, Double.parseDouble(doubles.encoded()));
        }
    }

    @Test
    void shouldReadDecimalsAsBigDecimalDoes() {
        for (int trial = 0; trial < 40; trial++) {
            int precision = random.nextInt(1, 39);
            int scale = random.nextInt(0, precision + 1);
            DecoderProbe probe = csv(ColumnType.decimal(precision, scale));
            for (int i = 0; i < TRIALS / 40; i++) {
                String text = randomNumber();
                if (i % 4 == 0 && precision - scale < 20) {
                    text = digits(precision - scale + 1).replaceFirst(".", "0") + "." + digits(scale + 2);
                }
                BigDecimal expected = new BigDecimal(text).setScale(scale, RoundingMode.HALF_UP);
                boolean fits = expected.precision() <= precision;
                assertEquals(fits, probe.read(text), () -> probe.decoder.problem());
                if (fits) {
                    boolean isWide = precision > 18;
                    BigInteger unscaled = isWide
                            ? DecimalText.unscaled(probe.reader.getLong(0), probe.reader.getHighLong(0))
                            : BigInteger.valueOf(probe.reader.getLong(0));
                    assertEquals(expected.unscaledValue(), unscaled, text);
                    assertEquals(expected.toString(), probe.encoded(), text);
                }
            }
        }
    }

    @Test
    void shouldReadAndWriteTimestampsAsJavaTimeDoes() {
        DecoderProbe nanos = csv(ColumnType.timestamp(9));
        DecoderProbe millis = csv(ColumnType.timestamp(3));
        long first = LocalDateTime.of(0, 3, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        long last = LocalDateTime.of(9999, 12, 31, 23, 59).toEpochSecond(ZoneOffset.UTC);
        for (int i = 0; i < TRIALS; i++) {
            int fraction = i % 3 == 0 ? 0 : random.nextInt(1_000_000_000) / (i % 2 == 0 ? 1 : 1_000_000) * 1;
            LocalDateTime time = LocalDateTime.ofEpochSecond(random.nextLong(first, last), fraction, ZoneOffset.UTC);
            String text = SQL.format(time);
            assertEquals(text, nanos.read(text) ? text : nanos.decoder.problem());
            assertEquals(time.toInstant(ZoneOffset.UTC).toEpochMilli(), nanos.reader.getLong(0), text);
            assertEquals(time.getNano() % 1_000_000, nanos.reader.getNanosOfMilli(0), text);
            assertEquals("\"" + text + "\"", nanos.encoded());
            assertEquals("[" + time + "]", nanos.decode(text));
            assertEquals(text, millis.read(text) ? text : millis.decoder.problem());
            assertEquals(Instant.ofEpochMilli(millis.reader.getLong(0)).atOffset(ZoneOffset.UTC).toLocalDateTime(),
                    time.withNano(time.getNano() / 1_000_000 * 1_000_000));
        }
        for (String text : new String[] {"2026-13-01 00:00:00", "2026-00-01 00:00:00", "2026-02-30 00:00:00",
            "1900-02-29 00:00:00", "2026-01-01 24:00:00", "2026-01-01 00:60:00", "2026-01-01 00:00:60",
            "2026-01-01T00:00:00", "2026-01-01 00:00:00.", "2026-01-01 00:00:00.1234567890", "2026-1-1 00:00:00",
            "2026-01-01 00:00", "2026-01-01", "2026-01-01 00:00:00x", "26-01-01 00:00:00", "2026/01/01 00:00:00"}) {
            assertEquals(false, nanos.read(text), text);
        }
    }

    @Test
    void shouldReadWholeNumbersUpToTheirLimits() {
        Object[][] limits = {
            {TypeKind.TINYINT, "-128", "127", "128", "-129"}, {TypeKind.SMALLINT, "-32768", "32767", "32768", "-32769"},
            {TypeKind.INT, "-2147483648", "2147483647", "2147483648", "-2147483649"},
            {TypeKind.BIGINT, "-9223372036854775808", "9223372036854775807", "9223372036854775808",
                "-9223372036854775809"}};
        for (Object[] limit : limits) {
            DecoderProbe probe = csv(ColumnType.of((TypeKind) limit[0]));
            assertEquals("[" + limit[1] + "]", probe.decode((String) limit[1]));
            assertEquals("[" + limit[2] + "]", probe.decode((String) limit[2]));
            assertEquals(false, probe.read((String) limit[3]));
            assertEquals(false, probe.read((String) limit[4]));
            assertEquals(false, probe.read("99999999999999999999999"));
        }
    }
}

package io.pelton.connectors.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.probe.Tables;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
    private static final Schema SCHEMA = Tables.schema(
            "s", ColumnType.string(), "i", ColumnType.of(TypeKind.INT), "d", ColumnType.of(TypeKind.DOUBLE));

    @Test
    void shouldReadPlainAndQuotedFields() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, SCHEMA);
        assertEquals("[a, 1, 2.5]", csv.decode("a,1,2.5"));
        assertEquals("[a,b, -7, 1.0]", csv.decode("\"a,b\", -7 ,1"));
        assertEquals("[say \"hi\", 1, 2.0]", csv.decode("\"say \"\"hi\"\"\",1,2"));
        assertEquals("[5\" pipe, 1, 2.0]", csv.decode("5\" pipe,1,2"));
        assertEquals("[two\nlines, 1, 2.0]", csv.decode("\"two\nlines\",1,2"));
        assertEquals("[, null, null]", csv.decode(",,\r"));
        assertEquals("[Grüße 😀, 1, 2.0]", csv.decode("Grüße 😀,1,2"));
    }

    @Test
    void shouldNameColumnAndExpectationOfBadFields() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, SCHEMA);
        assertEquals("value is not a whole number: column=i type=INT value='x'", csv.decode("a,x,2"));
        assertEquals("value is not a whole number: column=i type=INT value='1.5'", csv.decode("a,1.5,2"));
        assertEquals("value is outside the range of its type: column=i type=INT value='2147483648'",
                csv.decode("a,2147483648,2"));
        assertEquals("value is not a number: column=d type=DOUBLE value='1,5'", csv.decode("a,1,\"1,5\""));
        assertEquals("value is longer than its type allows: column=s type=STRING value='" + "x".repeat(60) + "…'",
                csv.decode("x".repeat(256) + ",1,2"));
        assertEquals("the line has too few fields: expected=3 got=2", csv.decode("a,1"));
        assertEquals("the line has too many fields: expected=3 got=5", csv.decode("a,1,2,3,4"));
        assertEquals("a quote is not closed: quote=\" offset=2", csv.decode("\"a,1,2"));
        assertEquals("text behind a closing quote: expected=, got=x", csv.decode("\"a\"x,1,2"));
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, Tables.schema("s", ColumnType.string()));
        byte[] line = {'a', (byte) 0xC3, '('};
        assertFalse(csv.decoder.decode(line, 0, 3, new io.pelton.engine.row.RowWriter(csv.reader.layout())
                .begin(new org.agrona.concurrent.UnsafeBuffer(new byte[1024]), 0)));
        assertTrue(csv.decoder.problem().startsWith("value is not UTF-8: column=s"));
    }

    @Test
    void shouldHonourFlinksOptions() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, SCHEMA,
                "csv.field-delimiter", ";", "csv.quote-character", "'", "csv.null-literal", "n/a",
                "csv.allow-comments", "true", "csv.escape-character", "\\", "csv.ignore-parse-errors", "true");
        assertEquals("[a;b, 1, null]", csv.decode("'a;b';1;n/a"));
        assertEquals("[it's, 1, 2.0]", csv.decode("it\\'s;1;2"));
        assertEquals("[a;b, 1, 2.0]", csv.decode("a\\;b;1;2"));
        assertEquals("[a, null, 2.0]", csv.decode("a;x;2"));
        assertEquals("[a, 1, null]", csv.decode("a;1"));
        byte[] comment = "# no row".getBytes(StandardCharsets.UTF_8);
        assertTrue(csv.decoder.isBlank(comment, 0, comment.length));
        DecoderProbe bare = new DecoderProbe(Format.CSV, SCHEMA, "csv.disable-quote-character", "true");
        assertEquals("[\"a, 1, 2.0]", bare.decode("\"a,1,2"));
    }

    @Test
    void shouldRefuseNullInNotNullColumns() {
        DecoderProbe csv = new DecoderProbe(Format.CSV,
                Tables.schema("i", ColumnType.of(TypeKind.INT).notNull(), "s", ColumnType.string()));
        assertEquals("value is NULL in a column that is NOT NULL: column=i type=INT NOT NULL", csv.decode(",a"));
    }

    @Test
    void shouldReadEveryType() {
        Schema all = Tables.schema(
                "b", ColumnType.of(TypeKind.BOOLEAN), "t", ColumnType.of(TypeKind.TINYINT),
                "s", ColumnType.of(TypeKind.SMALLINT), "l", ColumnType.of(TypeKind.BIGINT),
                "f", ColumnType.of(TypeKind.FLOAT), "d", ColumnType.decimal(5, 2), "w", ColumnType.decimal(30, 3),
                "dt", ColumnType.of(TypeKind.DATE), "tm", new ColumnType(TypeKind.TIME, 0, 0, true),
                "ts", ColumnType.timestamp(3), "t9", ColumnType.timestamp(9), "lz", ColumnType.timestampLtz(3),
                "v", ColumnType.varchar(3));
        DecoderProbe csv = new DecoderProbe(Format.CSV, all);
        String line = "true,-128,32767,-9223372036854775808,1.5,-12.345,123456789012345678901234.5,2024-02-29,"
                + "23:59:59,2026-01-01 00:00:00.123456,1969-12-31 23:59:59.999999999,2026-01-01 00:00:01Z,äöü";
        assertEquals("[true, -128, 32767, -9223372036854775808, 1.5, -12.35, 123456789012345678901234.500, 2024-02-29, "
                + "23:59:59, 2026-01-01T00:00:00.123, 1969-12-31T23:59:59.999999999, 2026-01-01T00:00:01Z, äöü]",
                csv.decode(line));
        assertEquals("true,-128,32767,-9223372036854775808,1.5,-12.35,123456789012345678901234.500,2024-02-29,23:59:59,"
                + "\"2026-01-01 00:00:00.123\",\"1969-12-31 23:59:59.999999999\",\"2026-01-01 00:00:01Z\",äöü",
                csv.encoded());
        assertTrue(csv.read(csv.encoded()));
        assertEquals("value has too many digits: column=d type=DECIMAL(5, 2) value='999.995'",
                csv.decode(line.replace("-12.345", "999.995")));
        assertEquals("value is longer than its type allows: column=v type=VARCHAR(3) value='äöüx'",
                csv.decode(line + "x"));
        assertEquals("value is not a date like yyyy-MM-dd: column=dt type=DATE value='2023-02-29'",
                csv.decode(line.replace("2024-02-29", "2023-02-29")));
        assertEquals("value is not a timestamp like yyyy-MM-dd HH:mm:ss[.f]'Z': column=lz type=TIMESTAMP_LTZ(3)"
                + " value='2026-01-01 00:00:01'", csv.decode(line.replace("01Z", "01")));
    }

    @Test
    void shouldQuoteAsFlinkDoes() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, SCHEMA);
        csv.decode("two words,1,2");
        assertEquals("\"two words\",1,2.0", csv.encoded());
        csv.decode("abcdefghijklmnopqrstuvwx,1,2");
        assertEquals("abcdefghijklmnopqrstuvwx,1,2.0", csv.encoded());
        csv.decode("abcdefghijklmnopqrstuvwxy,1,2");
        assertEquals("\"abcdefghijklmnopqrstuvwxy\",1,2.0", csv.encoded());
        csv.decode("\"a\"\"b\",,");
        assertEquals("\"a\"\"b\",,", csv.encoded());
        DecoderProbe literal = new DecoderProbe(Format.CSV, SCHEMA, "csv.null-literal", "NULL");
        literal.decode("NULL,NULL,1e30");
        assertEquals("NULL,NULL,1.0E30", literal.encoded());
    }

    @Test
    void shouldMatchColumnsByHeader() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, SCHEMA, "csv.header", "true");
        byte[] header = "\uFEFFd,extra,\"s\",i\r".getBytes(StandardCharsets.UTF_8);
        csv.decoder.header(header, 0, header.length);
        assertEquals("[x, 3, 1.0]", csv.decode("1,ignored,x,3"));
        assertEquals("s,i,d\n", csv.header());
        byte[] lacking = "s,i".getBytes(StandardCharsets.UTF_8);
        FormatException missing =
                assertThrows(FormatException.class, () -> csv.decoder.header(lacking, 0, lacking.length));
        assertTrue(missing.getMessage().contains("column=d header=[s, i]"), missing.getMessage());
    }

    @Test
    void shouldKnowWhetherAQuoteIsStillOpen() {
        DecoderProbe csv = new DecoderProbe(Format.CSV, SCHEMA);
        assertFalse(isComplete(csv, "\"a"));
        assertFalse(isComplete(csv, "x,\"a \"\" b"));
        assertTrue(isComplete(csv, "\"a\",1"));
        assertTrue(isComplete(csv, "5\",1"));
        assertTrue(isComplete(csv, "\"a\"x,1"));
    }

    private static boolean isComplete(DecoderProbe csv, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return csv.decoder.isComplete(bytes, 0, bytes.length);
    }
}

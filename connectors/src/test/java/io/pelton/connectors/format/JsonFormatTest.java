package io.pelton.connectors.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.probe.Tables;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
    private static final Schema SCHEMA = Tables.schema(
            "s", ColumnType.string(), "i", ColumnType.of(TypeKind.INT), "d", ColumnType.of(TypeKind.DOUBLE));

    @Test
    void shouldReadFieldsByNameInAnyOrder() {
        DecoderProbe json = new DecoderProbe(Format.JSON, SCHEMA);
        assertEquals("[a, 1, 2.5]", json.decode("{\"s\":\"a\",\"i\":1,\"d\":2.5}"));
        assertEquals("[a, 1, -2500.0]", json.decode(" { \"d\" : -2.5e3 , \"s\" : \"a\", \"i\" : 1 } "));
        assertEquals("[null, null, null]", json.decode("{}"));
        assertEquals("[null, 3, null]", json.decode("{\"i\":3,\"d\":null}"));
        assertEquals("[b, null, null]", json.decode("{\"s\":\"a\",\"s\":\"b\"}"));
        assertEquals("[a, null, null]",
                json.decode("{\"x\":{\"s\":[1,{\"y\":\"}\"},true,false,null]},\"s\":\"a\",\"z\":[]}"));
    }

    @Test
    void shouldAcceptNumbersAsStringsAndAnythingAsAString() {
        DecoderProbe json = new DecoderProbe(Format.JSON, SCHEMA);
        assertEquals("[1.50, 7, 2.5]", json.decode("{\"s\":1.50,\"i\":\" 7\",\"d\":\"2.5\"}"));
        assertEquals("[true, null, null]", json.decode("{\"s\":true}"));
        assertEquals("[{\"a\":[1,\" b\"]}, null, null]", json.decode("{\"s\":{ \"a\" : [ 1, \" b\" ] }}"));
    }

    @Test
    void shouldUnescapeStringsAndKeys() {
        DecoderProbe json = new DecoderProbe(Format.JSON, SCHEMA);
        assertEquals("[\"\\/\b\f\n\r\t ä € 😀, 5, null]", json.decode(
                "{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t \\u00e4 \\u20AC \\uD83D\\uDE00\",\"\\u0069\":5}"));
        assertEquals("value holds a bad escape: column=s type=STRING value='\\uD83D'",
                json.decode("{\"s\":\"\\uD83D\"}"));
        assertEquals("value holds a bad escape: column=s type=STRING value='\\uDE00\\uD83D'",
                json.decode("{\"s\":\"\\uDE00\\uD83D\"}"));
        assertEquals("value holds a bad escape: column=s type=STRING value='\\x'", json.decode("{\"s\":\"\\x\"}"));
        assertEquals("value holds a bad escape: column=s type=STRING value='\\u12'", json.decode("{\"s\":\"\\u12\"}"));
    }

    @Test
    void shouldSayWhatIsNotJson() {
        DecoderProbe json = new DecoderProbe(Format.JSON, SCHEMA);
        assertEquals("not JSON: expected='{' of an object got='['", json.decode("[1]"));
        assertEquals("not JSON, the line ends too early: expected=',' or '}'", json.decode("{\"i\":1"));
        assertEquals("not JSON: expected=a value got='}'", json.decode("{\"i\":}"));
        assertEquals("not JSON: expected='\"' of a key got='}'", json.decode("{\"i\":1,}"));
        assertEquals("not JSON: expected=a number without leading zeros got='0'", json.decode("{\"i\":01}"));
        assertEquals("not JSON: expected=',' or '}' got='x'", json.decode("{\"i\":1x}"));
        assertEquals("not JSON, a string is not closed: offset=7", json.decode("{\"s\":\"a"));
        assertEquals("not JSON, a control character inside a string: code=9", json.decode("{\"s\":\"a\tb\"}"));
        assertEquals("not JSON: expected=the end of the line got='{'", json.decode("{}{}"));
        assertEquals("JSON is nested too deeply: limit=32", json.decode("{\"x\":" + "[".repeat(33)));
        assertEquals("[null, 1, null]",
                json.decode("{\"x\":" + "[".repeat(32) + "]".repeat(32) + ",\"i\":1}"));
    }

    @Test
    void shouldNameColumnAndExpectationOfBadFields() {
        DecoderProbe json = new DecoderProbe(Format.JSON, SCHEMA);
        assertEquals("value is not a whole number: column=i type=INT value='1.5'", json.decode("{\"i\":1.5}"));
        assertEquals("value is an object or array: column=i type=INT value='[1]'", json.decode("{\"i\":[1]}"));
        assertEquals("value is not a whole number: column=i type=INT value='true'", json.decode("{\"i\":true}"));
        DecoderProbe strict = new DecoderProbe(Format.JSON, SCHEMA, "json.fail-on-missing-field", "true");
        assertEquals("value is missing: column=d type=DOUBLE", strict.decode("{\"i\":1,\"s\":\"\"}"));
        DecoderProbe lenient = new DecoderProbe(Format.JSON, SCHEMA, "json.ignore-parse-errors", "true");
        assertEquals("[a, null, null]", lenient.decode("{\"i\":\"x\",\"s\":\"a\",\"d\":{}}"));
    }

    @Test
    void shouldWriteAsFlinkDoes() {
        Schema schema = Tables.schema("a", ColumnType.of(TypeKind.INT), "b", ColumnType.string(),
                "ts", ColumnType.timestamp(3), "c", ColumnType.decimal(10, 2), "x", ColumnType.of(TypeKind.DOUBLE),
                "t", ColumnType.decimal(18, 9), "lz", ColumnType.timestampLtz(3));
        DecoderProbe json = new DecoderProbe(Format.JSON, schema);
        String line = "{\"a\":1,\"b\":\"x\\\"\\n\\u001F/ä\",\"ts\":\"2026-01-01 00:00:00.123\",\"c\":100.00,\"x\":0.1,"
                + "\"t\":1E-9,\"lz\":\"2026-01-01 00:00:00Z\"}";
        assertTrue(json.read(line), () -> json.decoder.problem());
        assertEquals(line, json.encoded());
        assertTrue(json.read("{\"x\":\"NaN\",\"b\":null}"));
        assertEquals("{\"a\":null,\"b\":null,\"ts\":null,\"c\":null,\"x\":\"NaN\",\"t\":null,\"lz\":null}",
                json.encoded());
        DecoderProbe iso = new DecoderProbe(Format.JSON, schema, "json.timestamp-format.standard", "ISO-8601",
                "json.encode.decimal-as-plain-number", "true", "json.encode.ignore-null-fields", "true");
        assertTrue(iso.read("{\"ts\":\"2026-01-01T00:01\",\"t\":0.000000001,\"lz\":\"2026-01-01T00:00:00.5Z\"}"));
        assertEquals("{\"ts\":\"2026-01-01T00:01:00\",\"t\":0.000000001,\"lz\":\"2026-01-01T00:00:00.5Z\"}",
                iso.encoded());
    }
}

package io.pelton.connectors.format;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON object per line, read as Flink's json format reads it: fields by exact name, unknown ones skipped, the last
 * of equal keys wins, numbers accepted as strings, anything accepted for a STRING column. First finds where each
 * column's value lies, then puts the values: a row's string space is written once. One thread.
 */
public final class JsonDecoder implements RowDecoder {
    private static final int MISSING = 0;

    private final JsonOptions options;
    private final ValueDecoder values;
    private final JsonScanner scanner = new JsonScanner();
    private final JsonStrings strings = new JsonStrings();
    private final byte[][] names;
    private final int[] kinds;
    private final int[] from;
    private final int[] to;
    /** Column of the n-th key of the last message: messages of one sender look alike. */
    private final int[] guesses = new int[64];
    private String problem;

    public JsonDecoder(Schema schema, JsonOptions options) {
        this.options = options;
        values = new ValueDecoder(schema, options.isoTimestamps());
        int size = schema.size();
        names = new byte[size][];
        for (int i = 0; i < size; i++) {
            names[i] = schema.column(i).name().getBytes(StandardCharsets.UTF_8);
        }
        kinds = new int[size];
        from = new int[size];
        to = new int[size];
    }

    @Override
    public boolean isBlank(byte[] bytes, int lineFrom, int lineTo) {
        for (int i = lineFrom; i < lineTo; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isComplete(byte[] bytes, int lineFrom, int lineTo) {
        return true;
    }

    @Override
    public boolean decode(byte[] bytes, int lineFrom, int lineTo, RowWriter row) {
        problem = null;
        Arrays.fill(kinds, MISSING);
        scanner.wrap(bytes, lineFrom, lineTo);
        if (!object(bytes)) {
            problem = scanner.problem();
            return false;
        }
        for (int column = 0; column < kinds.length; column++) {
            if (!putColumn(column, bytes, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean object(byte[] bytes) {
        if (!scanner.accept('{')) {
            return scanner.fail("'{' of an object");
        }
        int ordinal = 0;
        if (!scanner.accept('}')) {
            do {
                if (!scanner.key()) {
                    return false;
                }
                int column = column(bytes, ordinal++ & 63);
                int kind = scanner.value();
                if (kind == JsonScanner.BAD) {
                    return false;
                }
                if (column >= 0) {
                    kinds[column] = kind;
                    from[column] = scanner.valueFrom();
                    to[column] = scanner.valueTo();
                }
            } while (scanner.accept(','));
            if (!scanner.accept('}')) {
                return scanner.fail("',' or '}'");
            }
        }
        return scanner.peek() < 0 || scanner.fail("the end of the line");
    }

    private int column(byte[] bytes, int ordinal) {
        if (scanner.isKeyEscaped()) {
            return strings.unescape(bytes, scanner.keyFrom(), scanner.keyTo())
                    ? find(strings.bytes(), 0, strings.length()) : -1;
        }
        int keyFrom = scanner.keyFrom();
        int keyTo = scanner.keyTo();
        int guess = guesses[ordinal];
        if (guess >= 0 && guess < names.length && isName(guess, bytes, keyFrom, keyTo)) {
            return guess;
        }
        int column = find(bytes, keyFrom, keyTo);
        guesses[ordinal] = column;
        return column;
    }

    private int find(byte[] bytes, int keyFrom, int keyTo) {
        for (int i = 0; i < names.length; i++) {
            if (isName(i, bytes, keyFrom, keyTo)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isName(int column, byte[] bytes, int keyFrom, int keyTo) {
        byte[] name = names[column];
        return Arrays.equals(name, 0, name.length, bytes, keyFrom, keyTo);
    }

    private boolean putColumn(int column, byte[] bytes, RowWriter row) {
        int kind = kinds[column];
        boolean isNullable = values.isNullable(column);
        if (kind == MISSING) {
            if (options.failOnMissingField() || !isNullable) {
                return values.refuse("is missing", column, bytes, 0, -1);
            }
            return true;
        }
        if (kind == JsonScanner.NULL) {
            return isNullable || values.refuse("is null in a column that is NOT NULL", column, bytes, 0, -1);
        }
        return putValue(column, kind, bytes, row) || options.ignoreParseErrors() && isNullable;
    }

    private boolean putValue(int column, int kind, byte[] bytes, RowWriter row) {
        if (kind == JsonScanner.ESCAPED_STRING) {
            return strings.unescape(bytes, from[column], to[column])
                    ? values.put(column, strings.bytes(), 0, strings.length(), row)
                    : values.refuse("holds a bad escape", column, bytes, from[column], to[column]);
        }
        if (kind == JsonScanner.TREE) {
            if (!values.isString(column)) {
                return values.refuse("is an object or array", column, bytes, from[column], to[column]);
            }
            strings.compact(bytes, from[column], to[column]);
            return values.put(column, strings.bytes(), 0, strings.length(), row);
        }
        return values.put(column, bytes, from[column], to[column], row);
    }

    @Override
    public String problem() {
        return problem != null ? problem : values.problem();
    }
}

package io.pelton.connectors.format;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of comma-separated values, read as Flink's csv format reads them: quotes count only at a field's start, a
 * doubled quote is one, a line with another number of fields than the table has columns is refused. Beyond Flink: an
 * empty field of a column that isn't a string is NULL, and a header can match columns by name. One thread.
 */
public final class CsvDecoder implements RowDecoder {
    private static final int EXTRA_FIELD = -1;

    private final Schema schema;
    private final CsvOptions options;
    private final ValueDecoder values;
    private final byte delimiter;
    private final byte[] scratch = new byte[1 << 16];
    private int[] columns;
    private String problem;
    private int next;
    private int textFrom;
    private int textTo;
    private byte[] text;
    private boolean isQuoted;

    public CsvDecoder(Schema schema, CsvOptions options) {
        this.schema = schema;
        this.options = options;
        values = new ValueDecoder(schema, false);
        delimiter = (byte) options.delimiter();
        columns = new int[schema.size()];
        Arrays.setAll(columns, i -> i);
    }

    @Override
    public boolean isBlank(byte[] bytes, int from, int to) {
        int end = trimmed(bytes, from, to);
        return end == from || options.allowComments() && bytes[from] == '#';
    }

    @Override
    public boolean isComplete(byte[] bytes, int from, int to) {
        int quote = options.quote();
        if (quote < 0 || ByteScan.indexOf(bytes, from, to, (byte) quote) < 0) {
            return true;
        }
        next = from;
        while (next <= to) {
            if (!field(bytes, next, to)) {
                return !isUnclosed;
            }
        }
        return true;
    }

    private boolean isUnclosed;

    @Override
    public boolean decode(byte[] bytes, int from, int to, RowWriter row) {
        problem = null;
        int end = trimmed(bytes, from, to);
        int count = 0;
        next = from;
        while (next <= end) {
            if (!field(bytes, next, end)) {
                return false;
            }
            if (count >= columns.length) {
                return wrongCount(bytes, end, count);
            }
            int column = columns[count++];
            if (column != EXTRA_FIELD && !putField(column, row)) {
                return false;
            }
        }
        return count == columns.length || missing(count, row);
    }

    private boolean missing(int count, RowWriter row) {
        if (!options.ignoreParseErrors()) {
            problem = "the line has too few fields: expected=" + columns.length + " got=" + count;
            return false;
        }
        for (int i = count; i < columns.length; i++) {
            if (columns[i] != EXTRA_FIELD && !putNull(columns[i], row)) {
                return false;
            }
        }
        return true;
    }

    private boolean wrongCount(byte[] bytes, int end, int before) {
        int count = before + 1;
        while (next <= end && field(bytes, next, end)) {
            count++;
        }
        problem = "the line has too many fields: expected=" + columns.length + " got=" + count;
        return false;
    }

    private boolean putField(int column, RowWriter row) {
        byte[] nullLiteral = options.nullLiteral();
        if (nullLiteral != null && Arrays.equals(text, textFrom, textTo, nullLiteral, 0, nullLiteral.length)) {
            return putNull(column, row);
        }
        if (textFrom == textTo && !isQuoted && !values.isString(column)) {
            return putNull(column, row);
        }
        if (values.put(column, text, textFrom, textTo, row)) {
            return true;
        }
        return options.ignoreParseErrors() && values.isNullable(column);
    }

    private boolean putNull(int column, RowWriter row) {
        if (values.isNullable(column)) {
            row.putNull(column);
            return true;
        }
        return values.refuse("is NULL in a column that is NOT NULL", column, text, textFrom, textFrom - 1);
    }

    /** Finds the field at {@code from}: its text, and where the next one begins (beyond {@code to} for the last). */
    private boolean field(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == options.quote()) {
            return quotedField(bytes, from + 1, to);
        }
        int end = from;
        if (options.escape() >= 0) {
            return escapedField(bytes, from, to);
        }
        while (end < to && bytes[end] != delimiter) {
            end++;
        }
        isQuoted = false;
        text = bytes;
        textFrom = from;
        textTo = end;
        next = end + 1;
        return true;
    }

    private boolean escapedField(byte[] bytes, int from, int to) {
        int at = 0;
        int i = from;
        while (i < to && bytes[i] != delimiter) {
            byte each = bytes[i++];
            if (each == options.escape() && i < to) {
                each = unescaped(bytes[i++]);
            }
            scratch[at++] = each;
        }
        isQuoted = false;
        text = scratch;
        textFrom = 0;
        textTo = at;
        next = i + 1;
        return true;
    }

    private boolean quotedField(byte[] bytes, int from, int to) {
        byte quote = (byte) options.quote();
        isUnclosed = false;
        isQuoted = true;
        int close = options.escape() >= 0 ? -1 : ByteScan.indexOf(bytes, from, to, quote);
        if (close >= 0 && (close + 1 == to || bytes[close + 1] == delimiter)) {
            text = bytes;
            textFrom = from;
            textTo = close;
            next = close + 2;
            return true;
        }
        int at = 0;
        int i = from;
        while (i < to) {
            byte each = bytes[i++];
            if (each == options.escape() && i < to) {
                scratch[at++] = unescaped(bytes[i++]);
            } else if (each != quote) {
                scratch[at++] = each;
            } else if (i < to && bytes[i] == quote) {
                scratch[at++] = quote;
                i++;
            } else {
                text = scratch;
                textFrom = 0;
                textTo = at;
                return afterQuote(bytes, i, to);
            }
        }
        isUnclosed = true;
        problem = "a quote is not closed: quote=" + (char) quote + " offset=" + (from - 1);
        return false;
    }

    private boolean afterQuote(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] == ' ') {
            i++;
        }
        if (i < to && bytes[i] != delimiter) {
            problem = "text behind a closing quote: expected=" + (char) delimiter + " got=" + (char) (bytes[i] & 0xFF);
            return false;
        }
        next = i + 1;
        return true;
    }

    private static byte unescaped(byte escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> 0;
            default -> escaped;
        };
    }

    private static int trimmed(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    @Override
    public String problem() {
        return problem != null ? problem : values.problem();
    }

    @Override
    public boolean hasHeader() {
        return options.header();
    }

    @Override
    public void header(byte[] bytes, int from, int to) {
        List<String> names = new ArrayList<>();
        int start = to - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB ? from + 3 : from;
        int end = trimmed(bytes, start, to);
        next = start;
        while (next <= end) {
            if (!field(bytes, next, end)) {
                throw new FormatException("the header can't be read: " + problem);
            }
            names.add(new String(text, textFrom, textTo - textFrom, StandardCharsets.UTF_8).trim());
        }
        int[] found = new int[names.size()];
        boolean[] seen = new boolean[schema.size()];
        for (int i = 0; i < found.length; i++) {
            int column = schema.indexOf(names.get(i));
            found[i] = column < 0 ? EXTRA_FIELD : column;
            if (column >= 0 && seen[column]) {
                throw new FormatException("the header names a column twice: column=" + names.get(i));
            }
            if (column >= 0) {
                seen[column] = true;
            }
        }
        for (int column = 0; column < seen.length; column++) {
            if (!seen[column]) {
                throw new FormatException("the header lacks a column of the table; names are case-sensitive: column="
                        + schema.column(column).name() + " header=" + names);
            }
        }
        columns = found;
    }
}

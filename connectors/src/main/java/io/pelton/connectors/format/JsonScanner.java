package io.pelton.connectors.format;

/**
 * Steps over JSON values (RFC 8259) in a byte array and checks their grammar; makes no objects. One thread.
 */
final class JsonScanner {
    static final int STRING = 1;
    /** A string with escapes in it. */
    static final int ESCAPED_STRING = 2;
    static final int NUMBER = 3;
    static final int TRUE = 4;
    static final int FALSE = 5;
    static final int NULL = 6;
    /** An object or an array. */
    static final int TREE = 7;
    static final int BAD = 0;

    private static final int DEEPEST = 32;

    private byte[] bytes;
    private int at;
    private int end;
    private int valueFrom;
    private int valueTo;
    private String problem;

    void wrap(byte[] line, int from, int to) {
        bytes = line;
        at = from;
        end = to;
        problem = null;
    }

    int position() {
        return at;
    }

    /** Where the last value begins; behind the quote for a string. */
    int valueFrom() {
        return valueFrom;
    }

    int valueTo() {
        return valueTo;
    }

    String problem() {
        return problem;
    }

    /** The next byte that isn't a blank, not consumed; -1 at the end. */
    int peek() {
        while (at < end) {
            byte next = bytes[at];
            if (next > ' ' || next < 0) {
                return next & 0xFF;
            }
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
                return next & 0xFF;
            }
            at++;
        }
        return -1;
    }

    /** Consumes {@code wanted} behind blanks. */
    boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    boolean fail(String expected) {
        int next = peek();
        problem = next < 0
                ? "not JSON, the line ends too early: expected=" + expected
                : "not JSON: expected=" + expected + " got='" + (char) next + "'";
        return false;
    }

    /** Consumes one value; {@link #BAD} with a problem when it isn't one. */
    int value() {
        return value(0);
    }

    private int value(int depth) {
        int first = peek();
        valueFrom = at;
        switch (first) {
            case '"':
                return string();
            case '{':
            case '[':
                return tree(depth);
            case 't':
                return word("true", TRUE);
            case 'f':
                return word("false", FALSE);
            case 'n':
                return word("null", NULL);
            default:
                return number();
        }
    }

    private int word(String word, int kind) {
        if (end - at < word.length()) {
            fail(word);
            return BAD;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                fail(word);
                return BAD;
            }
        }
        at += word.length();
        valueTo = at;
        return kind;
    }

    /** Consumes a string; the cursor stands on its first quote. */
    int string() {
        final byte[] line = bytes;
        final int stop = end;
        int i = at + 1;
        valueFrom = i;
        boolean isEscaped = false;
        while (i < stop) {
            i = ByteScan.skipPlain(line, i, stop);
            if (i == stop) {
                break;
            }
            byte each = line[i];
            if (each == '"') {
                valueTo = i;
                at = i + 1;
                return isEscaped ? ESCAPED_STRING : STRING;
            }
            if (each == '\\') {
                isEscaped = true;
                i++;
            } else if (each >= 0 && each < ' ') {
                problem = "not JSON, a control character inside a string: code=" + each;
                return BAD;
            }
            i++;
        }
        problem = "not JSON, a string is not closed: offset=" + (valueFrom - 1);
        return BAD;
    }

    private int number() {
        int i = at;
        if (i < end && bytes[i] == '-') {
            i++;
        }
        int digits = i;
        i = skipDigits(i);
        if (i == digits || i > digits + 1 && bytes[digits] == '0') {
            fail(i == digits ? "a value" : "a number without leading zeros");
            return BAD;
        }
        if (i < end && bytes[i] == '.') {
            int fraction = i + 1;
            i = skipDigits(fraction);
            if (i == fraction) {
                fail("a number");
                return BAD;
            }
        }
        if (i < end && (bytes[i] | 0x20) == 'e') {
            i++;
            if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
                i++;
            }
            int exponent = i;
            i = skipDigits(exponent);
            if (i == exponent) {
                fail("a number");
                return BAD;
            }
        }
        at = i;
        valueTo = i;
        return NUMBER;
    }

    private int skipDigits(int from) {
        int i = from;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    private int tree(int depth) {
        if (depth == DEEPEST) {
            problem = "JSON is nested too deeply: limit=" + DEEPEST;
            return BAD;
        }
        int from = at;
        boolean isObject = bytes[at++] == '{';
        char close = isObject ? '}' : ']';
        if (!accept(close)) {
            do {
                if (isObject && !key()) {
                    return BAD;
                }
                if (value(depth + 1) == BAD) {
                    return BAD;
                }
            } while (accept(','));
            if (!accept(close)) {
                fail("',' or '" + close + "'");
                return BAD;
            }
        }
        valueFrom = from;
        valueTo = at;
        return TREE;
    }

    /** Consumes a key and its colon; {@link #keyFrom()} and {@link #keyTo()} tell where it lies. */
    boolean key() {
        if (peek() != '"') {
            return fail("'\"' of a key");
        }
        int kind = string();
        if (kind == BAD) {
            return false;
        }
        keyFrom = valueFrom;
        keyTo = valueTo;
        isKeyEscaped = kind == ESCAPED_STRING;
        return accept(':') || fail("':'");
    }

    private int keyFrom;
    private int keyTo;
    private boolean isKeyEscaped;

    int keyFrom() {
        return keyFrom;
    }

    int keyTo() {
        return keyTo;
    }

    boolean isKeyEscaped() {
        return isKeyEscaped;
    }
}

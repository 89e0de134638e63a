package io.pelton.engine.egress;

import java.util.Base64;

/** Builds one line of JSON. One thread. */
final class JsonLine {
    private final StringBuilder text = new StringBuilder(512);

    JsonLine begin() {
        text.setLength(0);
        text.append('{');
        return this;
    }

    JsonLine number(String name, long value) {
        name(name).append(value);
        return this;
    }

    JsonLine string(String name, String value) {
        quote(name(name), value);
        return this;
    }

    JsonLine base64(String name, byte[] value) {
        name(name).append('"').append(Base64.getEncoder().encodeToString(value)).append('"');
        return this;
    }

    /** A value that is JSON already. */
    JsonLine json(String name, CharSequence value) {
        name(name).append(value);
        return this;
    }

    /** The line, whole, with its checksum. */
    byte[] end() {
        return DeadLetterLine.sealed(text);
    }

    CharSequence endObject() {
        return text.append('}').toString();
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(text, name);
        return text.append(':');
    }

    private static void quote(StringBuilder target, String value) {
        target.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> target.append("\\\"");
                case '\\' -> target.append("\\\\");
                case '\n' -> target.append("\\n");
                case '\r' -> target.append("\\r");
                case '\t' -> target.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7F) {
                        target.append(String.format("\\u%04x", (int) c));
                    } else {
                        target.append(c);
                    }
                }
            }
        }
        target.append('"');
    }
}

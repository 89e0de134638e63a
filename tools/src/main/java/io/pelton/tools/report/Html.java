package io.pelton.tools.report;

import java.util.Locale;

/** Text for a page: escaping and numbers as a person reads them. Stateless. */
final class Html {
    private static final String NARROW_SPACE = "\u202f";

    private Html() {
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Three significant digits with a unit prefix: {@code 15.8 M}. A dash for what isn't a number. */
    static String rate(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value >= 1e6) {
            return digits(value / 1e6) + NARROW_SPACE + "M";
        }
        return value >= 1e3 ? digits(value / 1e3) + NARROW_SPACE + "k" : digits(value);
    }

    /** Three significant digits. */
    static String digits(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }

    /** Microseconds with the unit that keeps the number short. */
    static String micros(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value >= 1e6) {
            return digits(value / 1e6) + NARROW_SPACE + "s";
        }
        if (value >= 1e3) {
            return digits(value / 1e3) + NARROW_SPACE + "ms";
        }
        return value >= 1 ? digits(value) + NARROW_SPACE + "µs" : digits(value * 1e3) + NARROW_SPACE + "ns";
    }

    /** A count with thin gaps: {@code 40 000 000}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(",", NARROW_SPACE);
    }

    /** A coordinate. */
    static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

package io.pelton.sql.compile;

/** Names of time units as generated code refers to them. */
final class CalendarUnits {

    private CalendarUnits() {
    }

    /** The constant of CalendarTime. */
    static String code(String unit) {
        String name = unit.startsWith("SQL_TSI_") ? unit.substring("SQL_TSI_".length()) : unit;
        return switch (name) {
            case "MILLENNIUM", "CENTURY", "DECADE", "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE",
                    "SECOND",
                "MILLISECOND" -> "CalendarTime." + name;
            case "MICROSECOND", "NANOSECOND" -> "CalendarTime.MILLISECOND";
            default -> throw new CompileException("unknown time unit: unit=" + unit);
        };
    }

    /** Months in a unit; 0 for one of fixed length. */
    static long months(String unit) {
        return switch (unit.replace("SQL_TSI_", "")) {
            case "YEAR" -> 12;
            case "QUARTER" -> 3;
            case "MONTH" -> 1;
            case "DECADE" -> 120;
            case "CENTURY" -> 1_200;
            default -> 0;
        };
    }

    /** Milliseconds in a unit of fixed length. */
    static long millis(String unit) {
        return switch (unit.replace("SQL_TSI_", "")) {
            case "WEEK" -> 604_800_000;
            case "DAY" -> 86_400_000;
            case "HOUR" -> 3_600_000;
            case "MINUTE" -> 60_000;
            case "SECOND" -> 1_000;
            case "MILLISECOND" -> 1;
            default -> throw new CompileException("unknown time unit: unit=" + unit);
        };
    }
}

package io.pelton.sql.plan;

/**
 * The scalar functions of the plan. Names and semantics are Flink's; a {@link Call} carries the result type that Flink
 * gives. Units (EXTRACT, FLOOR …) are a leading {@link Literal} operand of kind VARCHAR, for example {@code 'MINUTE'}.
 */
public enum Function {
    // comparison and logic (three-valued)
    EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL,
    AND, OR, NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE,
    IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM, IN, LIKE, SIMILAR_TO,
    /** Operands: condition, value, condition, value, …, else value. */
    CASE,
    COALESCE, NULLIF, IF, IFNULL,
    CAST, TRY_CAST,
    // arithmetic
    PLUS, MINUS, TIMES, DIVIDE, MOD, NEGATE, ABS, CEIL, FLOOR, ROUND, TRUNCATE, SIGN, SQRT, POWER, EXP, LN, LOG, LOG10,
    LOG2, SIN, COS, TAN, COT, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, DEGREES, RADIANS, PI, E, GREATEST, LEAST,
    // strings
    UPPER, LOWER, INITCAP, SUBSTRING, CONCAT, CONCAT_WS, CHAR_LENGTH, TRIM, LTRIM, RTRIM, REPLACE, POSITION,
            SPLIT_INDEX,
    REGEXP, REGEXP_EXTRACT, REGEXP_REPLACE, JSON_VALUE, LPAD, RPAD, LEFT, RIGHT, REVERSE, REPEAT, STARTSWITH, ENDSWITH,
    ASCII, CHR, MD5, SHA1, SHA256, HEX,
    // time
    TO_TIMESTAMP, TO_TIMESTAMP_LTZ, TO_DATE, EXTRACT, FLOOR_TIME, CEIL_TIME, TIMESTAMP_DIFF, TIMESTAMP_ADD, DATE_FORMAT,
    /**
     * Timestamp, date or time plus or minus an interval: PLUS_INTERVAL(time, interval), MINUS_INTERVAL(time, interval).
     */
    PLUS_INTERVAL, MINUS_INTERVAL,
    CURRENT_TIMESTAMP, LOCALTIMESTAMP, CURRENT_DATE, CURRENT_TIME, PROCTIME, CURRENT_WATERMARK, UNIX_TIMESTAMP,
    FROM_UNIXTIME, CONVERT_TZ
}

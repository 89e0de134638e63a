/**
 * Pelton's physical plan: plain records that can be written to a file and read back without Calcite. Made by
 * {@code analyze}, consumed by {@code compile}. Immutable, any thread.
 *
 * <p>What a reader of a plan can rely on:
 *
 * <ul>
 * <li>An {@link io.pelton.sql.plan.InputReference} has the type of the input's column, save that it may be declared NOT
 *     NULL or nullable
 *     where the column is not; the value is the same.
 * <li>A filter passes a row when its condition is TRUE; FALSE and NULL drop it.
 * <li>Comparisons ({@code EQUALS … GREATER_OR_EQUAL}, {@code IS_[NOT_]DISTINCT_FROM}) have operands of one kind;
 *     decimals of one
 *     precision and scale, timestamps of one precision. CHAR and VARCHAR may meet: strings compare by code points
 * (UTF-8 bytes),
 *     without padding. IN and BETWEEN are expanded to OR and AND; AND and OR take two or more operands.
 * <li>{@code PLUS MINUS TIMES DIVIDE}: operands have the result's kind. Decimal operands keep their own scales; the
 *     exact result is
 *     rounded half up to the result's type, NULL when it has too many digits. Interval TIMES or DIVIDE a BIGINT:
 *     the interval is the first operand.
 * <li>{@code MOD}: operands have one kind, and the result too; a CAST stands around it when the query's type is another
 *     one.
 * <li>{@code SQRT … RADIANS, POWER, LOG, ATAN2}: operands and result are DOUBLE. LOG has one operand (natural) or two
 *     (base, value).
 * <li>{@code CASE, IF, COALESCE, IFNULL, GREATEST, LEAST}: the values have the result's type; NULLIF arrives as CASE.
 *     A value of type VARCHAR(n) may stand where a longer one is wanted.
 * <li>{@code ROUND, TRUNCATE}: (number[, digits INT]). {@code ABS CEIL FLOOR SIGN NEGATE}: the operand's type, apart
 *     from its digits.
 * <li>Keywords are VARCHAR literals in front: {@code EXTRACT(unit, time)}, {@code FLOOR_TIME(unit, time)}, {@code
 *     CEIL_TIME(unit, time)},
 *     {@code TIMESTAMP_DIFF(unit, from, to)}, {@code TIMESTAMP_ADD(unit, count, time)}, {@code
 * TRIM(BOTH|LEADING|TRAILING, characters, string)}.
 *     Units are Calcite's: YEAR QUARTER MONTH WEEK DAY HOUR MINUTE SECOND MILLISECOND EPOCH DOW ISODOW DOY …
 * <li>{@code PLUS_INTERVAL(time, interval)} and {@code MINUS_INTERVAL(time, interval)}; time is a timestamp, DATE or
 *     TIME, and so is the result.
 * <li>{@code POSITION(part, string)}, {@code LIKE(string, pattern[, escape])}, {@code SIMILAR_TO(string, pattern[,
 *     escape])},
 *     {@code SUBSTRING(string, from[, length])}; {@code CONCAT} is {@code ||} and CONCAT(…) alike: NULL when an operand
 * is.
 * <li>{@code CAST} and {@code TRY_CAST} have one operand, their type is the target. Constants are folded where the
 *     result is exact, and where a
 *     number literal becomes FLOAT or DOUBLE.
 * <li>An untyped NULL is a {@link io.pelton.sql.plan.Literal} with value null; inside CASE it has the type of its
 *     neighbours.
 * <li>The root of an {@link io.pelton.sql.plan.Insert} has the sink's columns in order; where the sink is NOT NULL and
 *     the root
 *     nullable, a NULL has to be refused at run time.
 * <li>A {@link io.pelton.sql.plan.WindowAggregateNode} above a window function has taken the function in; its input is
 *     then a Calc with just
 *     the columns it needs, or directly what is below. {@code window == null} only for rows that carry their bounds.
 *     window_time has the kind of the time column (TIMESTAMP or TIMESTAMP_LTZ); size is a multiple of slide.
 * <li>Times are the session's, which is UTC unless SET 'table.local-time-zone' says otherwise; PROCTIME,
 *     CURRENT_TIMESTAMP and
 *     their like read the journaled time of the row.
 * </ul>
 */
package io.pelton.sql.plan;

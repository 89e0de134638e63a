package io.pelton.tools.report;

/**
 * One figure of one variant. Numbers that don't apply are NaN and are written as null.
 *
 * @param group     what is compared with each other, for example {@code W1}
 * @param variant   who did the work, for example {@code Pelton}
 * @param journal   {@code off} or the durability mode
 * @param events    events of one measured run
 * @param perSecond events per second of wall time, median of the runs
 * @param cpuNs     CPU nanoseconds of all threads of the variant per event, median
 * @param bytes     bytes allocated per event, median
 * @param ratio     to the baseline of the group; CPU per event where there is one
 * @param goal      what the ratio should not exceed
 * @param runs      measured runs
 * @param results   checksum of the results
 * @param note      anything a reader must know, or an empty text
 */
public record Measurement(
        String group, String variant, String journal, long events, double perSecond, double cpuNs, double bytes,
        double ratio, double goal, int runs, String results, String note) {
}

package io.pelton.perf.snapshot;

import org.HdrHistogram.Histogram;

/**
 * One run.
 *
 * @param outside    nanoseconds from the due time of a row to its arrival, no snapshot being under way
 * @param during     the same while one was
 * @param snapshots  complete ones in the measured time
 * @param snapshotMs their median duration, from the first byte written to the file's last name
 * @param fileBytes  the largest file
 */
public record SnapshotFigures(
        Histogram outside, Histogram during, int snapshots, double snapshotMs, long fileBytes) {
}

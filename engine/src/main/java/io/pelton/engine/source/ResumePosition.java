package io.pelton.engine.source;

/**
 * Where a partition stands in the journal.
 *
 * @param partition     its number
 * @param identity      what the source said of it when it opened it
 * @param position      of the last journaled row, -1 when there is none
 * @param checked       the last position for which the source published a checksum, -1 for none
 * @param checkedDigest that checksum
 * @param ended         true when its end is journaled
 */
public record ResumePosition(
        int partition, String identity, long position, long checked, long checkedDigest, boolean ended) {
}

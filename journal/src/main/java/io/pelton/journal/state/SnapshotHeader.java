package io.pelton.journal.state;

/**
 * The point that a snapshot stands for.
 *
 * @param journalId      id of the input journal
 * @param planHash       the pipeline whose state it is
 * @param inputSequence  the last input it has seen, -1 for none
 * @param outputSequence the last output it has caused, -1 for none
 * @param logicalTimeNs  the engine's time there, nanoseconds since the epoch
 */
public record SnapshotHeader(
        long journalId, String planHash, long inputSequence, long outputSequence, long logicalTimeNs) {
}

/**
 * Reads the files of a state folder raw, without Chronicle Queue and without trusting anything in them, and decides:
 *
 * <pre>
 *   SegmentWalk (one file: every good block) → SegmentScan (its dense part) → JournalScan (the chain of segments)
 *        → clean:      as it is
 *        → repairable: nothing proves the lost part durable; the valid prefix is copied, the rest goes to quarantine
 *        → damaged:    a later block, snapshot, cursor, the manifest or a later start proves that it was durable;
 *                      stop with a report
 * RepairPlanner (what going on would lose) → StateRepair (decisions first, then quarantine; the next start cuts)
 * </pre>
 *
 * Runs on one thread, before a journal is opened or beside everything, for a report.
 */
package io.pelton.journal.recovery;

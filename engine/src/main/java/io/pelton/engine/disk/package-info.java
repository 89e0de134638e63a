/**
 * What a run may take of the disk, watched on the sync thread: a few looks a second, never per row.
 *
 * <pre>
 *   DiskMonitor (how full is the disk) ──┐
 *   BudgetKeeper (how far behind sinks) ─┴─▶ Intake ─▶ ingress polls, sheds or waits
 *   RetentionAgent: removes old segments that nobody needs
 * </pre>
 */
package io.pelton.engine.disk;

/**
 * State that survives: snapshots between two inputs, and the way back from them.
 *
 * <pre>
 *   processing thread: SnapshotCoordinator ── sections, arena blocks ──▶ SnapshotWriterAgent (own thread) ─▶ disk
 *   opening thread:    OutputReach (results of lost input are cut) ─▶ Snapshots (the newest) ─▶ InputReplay:
 *                      input journal → RowProcessor → compare with, then continue, the output journal
 *   a changed script:  Rebuild: the whole input journal → a new RowProcessor → a snapshot at its end, results thrown
 *                      away; PlanBase says from then on where this script's own results begin
 * </pre>
 */
package io.pelton.engine.recovery;

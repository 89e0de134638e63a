/**
 * State that survives: snapshots between two inputs, and the way back from them.
 *
 * <pre>
 *   processing thread: SnapshotCoordinator ── sections, arena blocks ──▶ SnapshotWriterAgent (sync thread) ─▶ disk
 *   opening thread:    newest snapshot ─▶ StateRestore ─▶ InputReplay: input journal → RowProcessor → compare with,
 * then continue, the output journal
 * </pre>
 */
package io.pelton.engine.recovery;

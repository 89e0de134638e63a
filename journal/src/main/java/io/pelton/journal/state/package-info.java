/**
 * The state folder of one pipeline: who may use it (lock), what it is (manifest), the engine's state at a point
 * (snapshots), how far each sink is (cursors), what was decided about lost and deadly rows (overrides). The journals
 * lie beside them; nothing here knows their blocks.
 *
 * <pre>
 *   LOCK  MANIFEST  MANIFEST.copy  OVERRIDES  OPEN-ROW  DEATHS
 *   input/  output/  snapshots/  cursors/  dead-letters/  plans/  repair/  quarantine/
 * </pre>
 *
 * Each object belongs to one thread at a time, but for the manifest of an open folder, which several may change.
 */
package io.pelton.journal.state;

/**
 * The state folder of one pipeline: who may use it (lock), what it is (manifest), the engine's state at a point
 * (snapshots), how far each sink is (cursors). The journals lie beside them; nothing here knows their blocks.
 *
 * <pre>
 *   LOCK  MANIFEST  MANIFEST.copy
 *   input/  output/  snapshots/  cursors/  dead-letters/  plans/  repair/  quarantine/
 * </pre>
 *
 * Nothing here is thread safe: each object belongs to one thread at a time.
 */
package io.pelton.journal.state;

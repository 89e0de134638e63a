/**
 * Keyed state: the arena (all operator memory, in blocks that a snapshot copies on first touch), key slots in it, and
 * the snapshot's reader and writer. The processing thread only.
 */
package io.pelton.engine.state;

/**
 * The seam below the journal: segments of raw excerpts. A storage knows bytes and files, never what a block means;
 * frames, checksums and sequences exist once, above it. One thread appends and rolls, one forces and prepares, each
 * tailer has its own.
 */
package io.pelton.journal.storage;

/**
 * Files: lines of csv or json → rows, rows → part files in a folder.
 *
 * <pre>
 *   InputFiles (listing, identity) ─▶ InputReader (chunks, checksum) ─▶ FileSystemSource (lines) ─▶ RowDecoder ─▶ slots
 *   rows ─▶ RowEncoder ─▶ FileSystemSink ─▶ PartFolder (.part in progress ─▶ part-…, forced and renamed)
 * </pre>
 *
 * A source belongs to its ingress thread, a sink to its egress thread.
 */
package io.pelton.connectors.filesystem;

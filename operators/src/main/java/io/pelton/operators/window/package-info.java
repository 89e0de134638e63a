/**
 * Windows: rows → panes (shared by overlapping windows) → one result per key and window when the watermark passes its end.
 * The processing thread only.
 */
package io.pelton.operators.window;

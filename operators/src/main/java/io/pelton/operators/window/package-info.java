/**
 * Windows: rows → panes (shared by overlapping windows) → one result per key and window when the watermark passes its
 * end. The processing thread only.
 *
 * <pre>
 *   row ─ key ─▶ KeySlots ─ slot ─┐
 *    └─── time ▶ WindowTime ─ pane ┴▶ Panes: accumulator ◀─ update (WindowAggregate's subclass)
 *   watermark ─▶ Firing (Tumble, Hop, LongHop, Cumulate): next due window, its panes
 *                  └▶ WindowEmitter: key by key, merged ─▶ emit (the subclass) ─▶ Output
 * </pre>
 */
package io.pelton.operators.window;

/**
 * A journal without a disk, for ephemeral runs: one preallocated circular buffer off the heap.
 *
 * <pre>
 *        tail (all tailers have released what is behind it)            head (next claim)
 *          ▼                                                             ▼
 *   ┌──────┬─────────┬─────────┬─────────┬─────────┬─────────┬─────────┬──────────┐
 *   │ free │ excerpt │ excerpt │ excerpt │ excerpt │ excerpt │ excerpt │   free   │
 *   └──────┴─────────┴─────────┴─────────┴─────────┴─────────┴─────────┴──────────┘
 * </pre>
 *
 * One thread appends, each tailer has its own; nothing is allocated per excerpt. A lock is taken only when room must be
 * found, and when tailers come and go.
 */
package io.pelton.journal.memory;

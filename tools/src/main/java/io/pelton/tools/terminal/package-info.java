/**
 * What a person sees besides results: progress, summary, the cause of a failure. Standard error only.
 * The progress line has a thread of its own, all else runs on the caller's.
 */
package io.pelton.tools.terminal;

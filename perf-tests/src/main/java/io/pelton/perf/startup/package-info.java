/**
 * Start-up time and resident memory of the real {@code pelton} command, as a user sees them. The main thread; each run
 * a process of its own.
 */
package io.pelton.perf.startup;

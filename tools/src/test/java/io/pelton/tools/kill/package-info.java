/**
 * Real processes, killed at random moments and started again. The test's thread waits; the engine is another process.
 */
package io.pelton.tools.kill;

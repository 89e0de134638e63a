/** Clocks that stand still until a test moves them. The test's thread only. */
package io.pelton.testkit.time;

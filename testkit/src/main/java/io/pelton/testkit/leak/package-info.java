/** What a test has opened and not closed: files and threads. The test's thread only. */
package io.pelton.testkit.leak;

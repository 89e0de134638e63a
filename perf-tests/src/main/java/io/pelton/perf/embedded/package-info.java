/** Pelton itself, embedded through its public API and measured from inside its own source and sink. */
package io.pelton.perf.embedded;

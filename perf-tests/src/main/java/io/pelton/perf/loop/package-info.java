/**
 * The hand-written loops that everything is compared with: the same work over primitive arrays, everything known at
 * compile time, one thread, no allocation once warm.
 */
package io.pelton.perf.loop;

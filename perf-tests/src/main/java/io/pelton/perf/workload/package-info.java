/**
 * What is measured: seeded readings as primitive arrays, and the SQL that is run over them. Built once, then read by
 * any thread.
 */
package io.pelton.perf.workload;

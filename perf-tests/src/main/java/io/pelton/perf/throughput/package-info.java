/**
 * CPU time, rate and allocation per event: contenders with the same readings, interleaved, results compared. The main
 * thread drives.
 */
package io.pelton.perf.throughput;

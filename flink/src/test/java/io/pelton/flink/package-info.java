/** Parity: the same SQL and rows on Pelton and on Flink, compared. The test thread. */
package io.pelton.flink;

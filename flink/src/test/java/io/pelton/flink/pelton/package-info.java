/**
 * Pelton's side of a case: run embedded, rows collected in process. The engine's egress thread collects, the test
 * thread reads after the end.
 */
package io.pelton.flink.pelton;

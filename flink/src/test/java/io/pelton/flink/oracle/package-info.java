/**
 * Flink's mini-cluster: runs a case and says which rows and types come out. The test thread; Flink has threads of its
 * own.
 */
package io.pelton.flink.oracle;

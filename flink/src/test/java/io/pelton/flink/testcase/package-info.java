/**
 * Cases as JSON files: DDL, query, input rows; and how values are written down for comparison. Read by the test thread.
 */
package io.pelton.flink.testcase;

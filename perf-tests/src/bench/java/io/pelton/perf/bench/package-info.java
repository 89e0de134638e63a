/**
 * JMH micro benchmarks, one question each: {@code mvn -P bench}, then {@code org.openjdk.jmh.Main} on
 * perf-tests/target/lib.
 */
package io.pelton.perf.bench;

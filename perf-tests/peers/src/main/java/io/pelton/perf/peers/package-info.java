/**
 * The strongest peers doing the workloads of perf-tests in the same process: Hazelcast Jet and Esper, with the same
 * readings, and results that must equal the loop's. Feeds and results are handed over without a connector or a network;
 * each contender says which thread is whose.
 *
 * <pre>
 *   mvn -P peers -pl perf-tests/peers -am package -DskipTests
 *   perf-tests/perf peers W1
 *   perf-tests/perf peers W2
 * </pre>
 *
 * <p>Only the profile {@code peers} builds this, and nothing of it is shipped: Esper is under the GPL.
 */
package io.pelton.perf.peers;

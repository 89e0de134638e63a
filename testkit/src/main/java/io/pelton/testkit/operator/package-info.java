/**
 * A hostile harness for operators: a script of rows and watermarks is run in a friendly and in unfriendly ways, and all
 * runs must agree byte for byte. The test's thread only.
 *
 * <pre>
 *   HostileRows ─▶ OperatorScript ─▶ OperatorHarness ─▶ friendly run ─┐
 *                                                  └─▶ hostile runs ──┴▶ the same OperatorResult
 * </pre>
 */
package io.pelton.testkit.operator;

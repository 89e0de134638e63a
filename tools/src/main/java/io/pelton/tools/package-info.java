/**
 * The {@code pelton} command line.
 * <pre>
 *   arguments ──▶ Main ──picocli──▶ command.* ──▶ io.pelton.gateway ──▶ results on standard output
 *                   ◀──exit code──     │
 *                                      └──▶ terminal.*: progress, summary, cause on standard error
 * </pre>
 * Everything here runs on the main thread, but for the handler of signals and the progress line.
 */
package io.pelton.tools;

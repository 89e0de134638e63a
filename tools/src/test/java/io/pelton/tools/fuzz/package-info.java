/**
 * Bytes that nobody wrote → every decoder and the recovery → an orderly end. The same targets run under Jazzer
 * (tools/fuzz) and, over a seed corpus with seeded mutations, in each build. One thread.
 */
package io.pelton.tools.fuzz;

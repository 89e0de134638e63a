/** The {@code perf} command line: chooses what is measured and where the result files go. The main thread. */
package io.pelton.perf;

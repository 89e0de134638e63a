/** No object per event, from decode to output journal. The engine's threads work, the test thread waits. */
package io.pelton.perf.allocation;

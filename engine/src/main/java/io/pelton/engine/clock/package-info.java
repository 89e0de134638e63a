/** The machine's clocks, read here and nowhere else. Everybody is given Agrona's clock interfaces. Any thread. */
package io.pelton.engine.clock;

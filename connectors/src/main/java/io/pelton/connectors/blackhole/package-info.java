/** {@code 'connector' = 'blackhole'}: rows → a count. The egress thread counts, any thread may read the count. */
package io.pelton.connectors.blackhole;

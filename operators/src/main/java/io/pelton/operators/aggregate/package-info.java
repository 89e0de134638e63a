/**
 * Fields of accumulators: static, allocation-free operations on (state, offset of the field). Zero bytes are the empty
 * aggregate everywhere, so nothing needs initializing. Who writes has touched the accumulator before. The processing
 * thread only.
 */
package io.pelton.operators.aggregate;

/**
 * The operator SPI: rows and watermarks in, rows out. Operators run on one processing thread; they see no clock, no
 * I/O, no other thread, and keep all memory in the {@link io.pelton.engine.state.Arena}.
 */
package io.pelton.engine.operator;

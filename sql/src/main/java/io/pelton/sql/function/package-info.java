/**
 * What generated code calls: strings as slices, decimals of 128 bits, calendar arithmetic, parsing and printing. No
 * object is made per call, except in {@link io.pelton.sql.function.AllocatingFunctions}. Registers (slices, decimals)
 * belong to one operator and one thread; the static functions to any.
 */
package io.pelton.sql.function;

/**
 * {@code 'connector' = 'datagen'}: row number → rows. Every value is a function of seed, column and row number, so a
 * row's position is its number and resuming is counting on. The ingress thread.
 */
package io.pelton.connectors.datagen;

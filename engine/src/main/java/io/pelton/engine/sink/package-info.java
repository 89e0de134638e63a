/**
 * The sink SPI: durable output rows → the outside. Each sink is driven by one egress thread with a cursor of its own.
 */
package io.pelton.engine.sink;

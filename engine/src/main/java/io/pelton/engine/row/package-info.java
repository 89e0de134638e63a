/**
 * Rows: schema → layout → flyweights over Agrona buffers. No objects per row; a flyweight belongs to one thread.
 */
package io.pelton.engine.row;

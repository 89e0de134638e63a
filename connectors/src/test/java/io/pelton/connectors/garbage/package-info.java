/** Allocation of the file sources, counted: nothing per row. One thread. */
package io.pelton.connectors.garbage;

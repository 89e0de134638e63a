/** A table's WITH options → checked values. Used at check and at start, by one thread; nothing here runs per row. */
package io.pelton.connectors.option;

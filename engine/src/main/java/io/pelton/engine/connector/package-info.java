/** The connector SPI: a table's WITH options → a source or a sink. Called at check and at start, by one thread. */
package io.pelton.engine.connector;

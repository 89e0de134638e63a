/** The examples' data, read by the connectors as it is shipped. One thread. */
package io.pelton.connectors.examples;

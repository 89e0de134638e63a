/**
 * Fakes for connector tests: what a source publishes is kept as text, what a sink gets is made from text. One thread.
 */
package io.pelton.connectors.probe;

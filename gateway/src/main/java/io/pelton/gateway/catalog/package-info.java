/** Which connectors there are, and what they say of a plan's tables. Read-only once built; any thread. */
package io.pelton.gateway.catalog;

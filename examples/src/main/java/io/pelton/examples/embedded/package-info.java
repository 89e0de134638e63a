/** Programs that run a script in their own process: rows in and out through flyweights, no objects per row. */
package io.pelton.examples.embedded;

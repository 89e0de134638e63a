/**
 * What the front end has to say about a script: where, what, and how to mend it, rendered like a good compiler does.
 * Used by all stages of the front end; one thread at a time.
 */
package io.pelton.sql.diagnostic;

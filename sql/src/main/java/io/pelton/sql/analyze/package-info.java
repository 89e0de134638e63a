/**
 * Syntax trees → names, types and relational algebra → (through {@code lower}) the physical plan. What can't run is
 * refused here, with the place in the script and the mend. One thread at a time.
 */
package io.pelton.sql.analyze;

/**
 * The tables and views that a script has declared so far, as Calcite wants to see them. One thread at a time.
 */
package io.pelton.sql.catalog;

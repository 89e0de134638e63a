/**
 * Script text → statements → syntax trees. Splitting and the quoting of reserved column names work on tokens and keep
 * every position true to the script as it was written. One thread at a time.
 */
package io.pelton.sql.parse;

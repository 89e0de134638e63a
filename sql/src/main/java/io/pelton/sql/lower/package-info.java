/**
 * Relational algebra → physical plan. Projections and filters fuse, windows meet their aggregates, and what has no
 * bound
 * or what Calcite is known to get wrong is refused. One thread at a time.
 */
package io.pelton.sql.lower;

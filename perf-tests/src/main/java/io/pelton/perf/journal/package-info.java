/**
 * What the disk takes: packed blocks with group commit against a bare preallocated file. Appender and syncer are two
 * threads.
 */
package io.pelton.perf.journal;

/**
 * Plans as text that people read: what each INSERT does step by step, in SQL's words, with window lengths, types and
 * memory in
 * human units; and what Flink would say differently about the script. Any thread.
 */
package io.pelton.sql.explain;

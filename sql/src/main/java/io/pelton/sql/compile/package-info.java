/**
 * Physical plan → fused operators. A tree of plan nodes becomes branches (filter and projection over an input row),
 * branches and the node above them become the source of one class, Janino makes it a class (unless a store has it
 * from an earlier start), and a topology refers to it. Runs once at start, on one thread; what it makes is confined
 * to the processing thread.
 */
package io.pelton.sql.compile;

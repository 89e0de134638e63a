/**
 * The immutable description of a running system: streams, pipelines of operators, sinks. Built once, read by any
 * thread.
 */
package io.pelton.engine.topology;

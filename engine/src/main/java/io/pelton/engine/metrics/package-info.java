/** Counters that are readable while the engine runs. Each has one writing thread; any thread reads. */
package io.pelton.engine.metrics;

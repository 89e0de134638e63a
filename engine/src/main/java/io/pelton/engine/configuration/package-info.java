/**
 * Every setting of the engine in one place, with default, unit and meaning, and its parsed values. Immutable; any
 * thread.
 */
package io.pelton.engine.configuration;

/** A real process that a row kills. The engine's threads are those of another JVM. */
package io.pelton.engine.crash;

/**
 * The embedding API and the check: scripts become engines. {@link io.pelton.gateway.Pelton} is the door; its threads
 * are the engine's own.
 */
package io.pelton.gateway;

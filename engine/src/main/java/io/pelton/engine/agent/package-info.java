/**
 * Agents on threads: which stages share one, how it idles, where it is pinned. The agents themselves don't know.
 */
package io.pelton.engine.agent;

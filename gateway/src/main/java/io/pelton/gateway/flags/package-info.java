/** What the JVM must have been started with. Looked at once when an engine is opened; stateless. */
package io.pelton.gateway.flags;

/**
 * Script → plan, from the cache when the script was planned before; then neither parser nor Calcite is loaded. Any
 * thread.
 */
package io.pelton.gateway.plan;

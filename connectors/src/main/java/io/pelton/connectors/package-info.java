/** All connectors of this module, for those who wire an engine. Stateless. */
package io.pelton.connectors;

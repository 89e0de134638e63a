/** The source SPI: bytes from outside → claimed ring slots. Each source is polled by one ingress thread. */
package io.pelton.engine.source;

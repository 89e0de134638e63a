/**
 * Event time: rows' timestamps become partition watermarks, partition watermarks a stream's watermark. Confined to the
 * processing thread, but for {@link io.pelton.engine.time.RowTimeFunction}, which is stateless.
 */
package io.pelton.engine.time;

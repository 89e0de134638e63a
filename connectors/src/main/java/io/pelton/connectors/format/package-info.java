/**
 * Text formats: the bytes of one line → the columns of a claimed slot, and a row → the bytes of one line.
 *
 * <pre>
 *   line ──▶ CsvDecoder / JsonDecoder ──▶ ValueDecoder ──▶ RowWriter
 *   RowReader ──▶ CsvEncoder / JsonEncoder ──▶ ValueText ──▶ ByteText ──▶ line
 * </pre>
 *
 * Decoders allocate nothing per row; a refused row allocates its reason. An instance belongs to one thread.
 */
package io.pelton.connectors.format;

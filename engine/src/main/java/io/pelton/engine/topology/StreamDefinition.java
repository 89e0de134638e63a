package io.pelton.engine.topology;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.time.RowTimeFunction;

/**
 * A table that is read.
 *
 * @param streamId its number in row headers, dense from 0 in DDL order
 * @param time     event time and watermark, or null for a table without WATERMARK
 */
public record StreamDefinition(
        int streamId, TableDefinition table, RowLayout layout, RowTimeFunction time, Connector connector) {
}

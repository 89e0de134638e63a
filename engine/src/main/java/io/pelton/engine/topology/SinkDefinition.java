package io.pelton.engine.topology;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.RowLayout;

/** A table that is written; {@code sinkId} is its number in output row headers, dense from 0 in DDL order. */
public record SinkDefinition(int sinkId, TableDefinition table, RowLayout layout, Connector connector) {
}

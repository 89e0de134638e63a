package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;
import java.util.List;
import java.util.Map;

/** A table that the script writes; {@code sinkId} is dense from 0 in DDL order of the tables that are written. */
public record SinkTable(
        int sinkId, String name, Schema schema, Map<String, String> options, List<String> primaryKey) {

    public SinkTable {
        options = Map.copyOf(options);
        primaryKey = List.copyOf(primaryKey);
    }
}

package io.pelton.engine.connector;

import io.pelton.engine.row.Schema;
import java.util.Map;

/**
 * A table as CREATE TABLE declares it, reduced to what a connector needs.
 *
 * @param name     the table's name
 * @param schema   its physical columns in DDL order
 * @param options  the WITH options, 'connector' included
 * @param settings the script's SET values
 */
public record TableDefinition(String name, Schema schema, Map<String, String> options, Map<String, String> settings) {

    public TableDefinition {
        options = Map.copyOf(options);
        settings = Map.copyOf(settings);
    }
}

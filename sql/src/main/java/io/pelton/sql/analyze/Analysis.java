package io.pelton.sql.analyze;

import io.pelton.sql.catalog.StreamTable;
import java.util.List;
import java.util.Map;

/**
 * What a script means.
 *
 * @param streams the tables that are read, with their ids
 * @param tables  all tables in DDL order
 * @param queries in the order of the script
 */
public record Analysis(Map<String, String> settings, Map<StreamTable, Integer> streams, List<StreamTable> tables,
        List<PlannedQuery> queries) {
}

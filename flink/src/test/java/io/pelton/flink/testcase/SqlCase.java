package io.pelton.flink.testcase;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One query with its input.
 *
 * @param ddl          statements; CREATE TABLE without WITH
 * @param query        a SELECT
 * @param inputs       by table, rows as JSON objects in arrival order
 * @param expected     rows as arrays in SELECT order, or null when Flink alone knows
 * @param orderMatters false: rows are compared as multisets
 * @param tags         what the case touches
 */
public record SqlCase(
        String name, List<String> ddl, String query, Map<String, List<JsonNode>> inputs, List<JsonNode> expected,
        boolean orderMatters, Set<String> tags) {

    public SqlCase {
        ddl = List.copyOf(ddl);
        inputs = Map.copyOf(inputs);
        tags = Set.copyOf(tags);
    }

    @Override
    public String toString() {
        return name;
    }
}

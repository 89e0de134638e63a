package io.pelton.flink.testcase;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares rows as lists or multisets and says what differs. Stateless. */
public final class Comparison {
    private static final MathContext NEARLY = new MathContext(13);

    private Comparison() {
    }

    /**
     * The differences as lines, empty when there is none.
     *
     * @param isApproximate floating-point numbers are compared by their first 13 digits
     */
    public static List<String> differences(
            List<List<String>> expected, List<List<String>> actual, boolean orderMatters, boolean isApproximate) {
        List<List<String>> left = isApproximate ? rounded(expected) : expected;
        List<List<String>> right = isApproximate ? rounded(actual) : actual;
        return orderMatters ? inOrder(left, right) : asMultisets(left, right);
    }

    private static List<String> inOrder(List<List<String>> expected, List<List<String>> actual) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            List<String> left = i < expected.size() ? expected.get(i) : null;
            List<String> right = i < actual.size() ? actual.get(i) : null;
            if (left == null || !left.equals(right)) {
                differences.add("row " + i + ": expected " + left + " but was " + right);
            }
        }
        return differences;
    }

    private static List<String> asMultisets(List<List<String>> expected, List<List<String>> actual) {
        Map<List<String>, Integer> balance = new HashMap<>();
        expected.forEach(row -> balance.merge(row, 1, Integer::sum));
        actual.forEach(row -> balance.merge(row, -1, Integer::sum));
        List<String> differences = new ArrayList<>();
        balance.forEach((row, count) -> {
            if (count != 0) {
                differences.add((count > 0 ? "missing  " : "too many ") + Math.abs(count) + " × " + row);
            }
        });
        differences.sort(null);
        return differences;
    }

    private static List<List<String>> rounded(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(Comparison::rounded).toList()).toList();
    }

    private static String rounded(String value) {
        return value.matches("-?\\d+\\.\\d+(E-?\\d+)?")
                ? new BigDecimal(value).round(NEARLY).stripTrailingZeros().toString() : value;
    }

    /** Expected rows of a case file as canonical text, by the types that the query has. */
    public static List<List<String>> expectedRows(SqlCase sqlCase, List<String> columns) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : sqlCase.expected()) {
            List<String> values = new ArrayList<>();
            values.add("+I");
            for (int i = 0; i < row.size(); i++) {
                values.add(text(row.get(i), columns.get(i).substring(columns.get(i).indexOf(' ') + 1)));
            }
            rows.add(values);
        }
        return rows;
    }

    private static String text(JsonNode value, String type) {
        if (value.isNull()) {
            return "NULL";
        }
        if (type.startsWith("STRING") || type.startsWith("VARCHAR") || type.startsWith("CHAR")) {
            return "'" + value.asText() + "'";
        }
        if (type.startsWith("DOUBLE")) {
            return Double.toString(value.asDouble());
        }
        return type.startsWith("FLOAT") ? Float.toString((float) value.asDouble()) : value.asText();
    }
}

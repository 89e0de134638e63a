package io.pelton.sql.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A constant path of JSON_VALUE: {@code $.name.name[0]['name']}. Reading makes objects, see {@link
 * AllocatingFunctions}. Any thread.
 */
public final class JsonPath {
    /** Numbers come out as they were written: 1.50 stays 1.50. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final List<String> steps = new ArrayList<>();

    /** Throws IllegalArgumentException when it isn't such a path. */
    public JsonPath(String path) {
        String rest = path.startsWith("lax ") ? path.substring(4) : path;
        if (!rest.startsWith("$")) {
            throw new IllegalArgumentException("a JSON path begins with $: path=" + path);
        }
        int at = 1;
        while (at < rest.length()) {
            int end;
            if (rest.charAt(at) == '[') {
                end = rest.indexOf(']', at);
                steps.add(end < 0 ? "" : rest.substring(at + 1, end).replace("'", "").replace("\"", ""));
                end++;
            } else {
                end = at + 1;
                while (end < rest.length() && rest.charAt(end) != '.' && rest.charAt(end) != '[') {
                    end++;
                }
                steps.add(rest.charAt(at) == '.' ? rest.substring(at + 1, end) : "");
            }
            if (end <= 0 || steps.get(steps.size() - 1).isEmpty()) {
                throw new IllegalArgumentException("only names and indexes are supported in a JSON path: path=" + path);
            }
            at = end;
        }
    }

    /** False (NULL) when the text isn't JSON, or there is no scalar at the path. */
    public boolean read(Slice text, Slice out) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text.toString());
        } catch (JsonProcessingException failure) {
            return false;
        }
        for (String step : steps) {
            JsonNode next = node.isArray() && step.matches("\\d{1,9}") ? node.get(Integer.parseInt(step))
                    : node.get(step);
            if (next == null) {
                return false;
            }
            node = next;
        }
        if (!node.isValueNode() || node.isNull()) {
            return false;
        }
        out.set(node.asText());
        return true;
    }
}

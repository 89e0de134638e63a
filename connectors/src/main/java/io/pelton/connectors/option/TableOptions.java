package io.pelton.connectors.option;

import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.connector.TablePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of one table against the keys that its connector knows: problems for {@code check}, values for the start.
 * Those of {@link TablePolicy} are the engine's, on every table.
 * Getters of a key that failed the check throw IllegalArgumentException.
 */
public final class TableOptions {
    private static final String OF_THE_PLANNER = "scan.watermark.";

    private final Map<String, String> options;
    private final Map<String, OptionKey> keys = new TreeMap<>();

    public TableOptions(TableDefinition table, List<OptionKey> known) {
        options = new TreeMap<>(table.options());
        keys.put("connector", OptionKey.of("connector", OptionKind.TEXT, null, "Which connector."));
        for (OptionKey key : known) {
            keys.put(key.name(), key);
        }
    }

    /** What is wrong with keys and values as such; connectors add what concerns combinations. */
    public List<OptionProblem> problems() {
        List<OptionProblem> problems = new ArrayList<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            OptionKey key = keys.get(name);
            if (key == null) {
                if (!TablePolicy.isOption(name) && !name.startsWith(OF_THE_PLANNER)) {
                    problems.add(new OptionProblem(name, unknown(name), true));
                }
            } else if (key.kind() == OptionKind.REFUSED) {
                problems.add(new OptionProblem(name, "is not supported: " + key.meaning(), true));
            } else if (key.kind() == OptionKind.IGNORED) {
                problems.add(new OptionProblem(name, "has no effect here: " + key.meaning(), false));
            } else {
                checkValue(key, option.getValue(), problems);
            }
        }
        return problems;
    }

    private static void checkValue(OptionKey key, String value, List<OptionProblem> problems) {
        try {
            switch (key.kind()) {
                case BOOLEAN -> OptionValues.bool(value);
                case INTEGER -> OptionValues.integer(value);
                case DECIMAL_NUMBER -> OptionValues.number(value);
                case DURATION -> OptionValues.durationNs(value);
                case BYTES -> OptionValues.bytes(value);
                case CHARACTER -> OptionValues.character(value);
                default -> {
                }
            }
        } catch (IllegalArgumentException e) {
            problems.add(new OptionProblem(key.name(), e.getMessage() + ", got '" + value + "'", true));
        }
    }

    private String unknown(String name) {
        String closest = keys.values().stream()
                .filter(key -> key.kind() != OptionKind.REFUSED && key.kind() != OptionKind.IGNORED)
                .map(OptionKey::name)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElse("connector");
        String text = "is not an option of this connector";
        return distance(name, closest) <= Math.max(2, name.length() / 3)
                ? text + ", did you mean '" + closest + "'?"
                : text + "; it knows " + keys.keySet();
    }

    /** Edit distance, ignoring case. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    public boolean has(String name) {
        return options.containsKey(name);
    }

    /** The value or the key's default; null when there is neither. */
    public String text(String name) {
        String value = options.get(name);
        OptionKey key = keys.get(name);
        return value != null || key == null ? value : key.defaultValue();
    }

    /** As {@link #text} for a key that must be there. */
    public String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalArgumentException("a required option is missing: option=" + name);
        }
        return value;
    }

    public boolean bool(String name) {
        return OptionValues.bool(required(name));
    }

    public long integer(String name) {
        return OptionValues.integer(required(name));
    }

    public double number(String name) {
        return OptionValues.number(required(name));
    }

    public long durationNs(String name) {
        return OptionValues.durationNs(required(name));
    }

    public long bytes(String name) {
        return OptionValues.bytes(required(name));
    }

    public char character(String name) {
        return OptionValues.character(required(name));
    }
}

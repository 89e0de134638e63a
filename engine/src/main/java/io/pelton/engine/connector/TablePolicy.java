package io.pelton.engine.connector;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.configuration.EngineKeys;
import io.pelton.engine.configuration.SettingParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The options that every table takes whatever its connector: they say what the engine may do, not where rows come from,
 * so they don't belong to the plan either. Stateless.
 */
public final class TablePolicy {
    public static final String SHEDDABLE = "pelton.sheddable";
    public static final String DISK_BUDGET = "sink.disk-budget";
    public static final String DISK_POLICY = "sink.disk-policy";
    public static final String BLOCK = "block";
    public static final String EXPIRE = "expire";
    /** {@link #DISK_BUDGET} of a table that doesn't say. */
    public static final String DEFAULT_BUDGET = "1 gb";

    private static final Set<String> OF_SOURCES = Set.of(SHEDDABLE);
    private static final Set<String> OF_SINKS = Set.of(DISK_BUDGET, DISK_POLICY);
    private static final String OWN_PREFIX = "pelton.";

    private TablePolicy() {
    }

    /** True for an option that is read here, and by no connector. */
    public static boolean isOption(String name) {
        return OF_SOURCES.contains(name) || OF_SINKS.contains(name);
    }

    /** What is wrong with these options of a table. */
    public static List<OptionProblem> problems(TableDefinition table, boolean asSource, boolean isBounded) {
        List<OptionProblem> problems = new ArrayList<>();
        for (String name : new TreeMap<>(table.options()).keySet()) {
            if (name.startsWith(OWN_PREFIX) && !isOption(name)) {
                problems.add(new OptionProblem(name, "is no option of a table, there is '" + SHEDDABLE + "'", true));
            } else if ((asSource ? OF_SINKS : OF_SOURCES).contains(name)) {
                problems.add(new OptionProblem(name, "has no effect here: the table is "
                        + (asSource ? "read" : "written"), false));
            } else if (isOption(name)) {
                checkValue(table, name, problems);
            }
        }
        if (asSource && isBounded && isSheddable(table)) {
            problems.add(new OptionProblem(SHEDDABLE, "has no effect here: a table that ends by itself waits for room",
                    false));
        }
        return problems;
    }

    private static void checkValue(TableDefinition table, String name, List<OptionProblem> problems) {
        String value = table.options().get(name).trim();
        boolean isGood = switch (name) {
            case SHEDDABLE -> value.equals("true") || value.equals("false");
            case DISK_POLICY -> value.equals(BLOCK) || value.equals(EXPIRE);
            default -> true;
        };
        if (!isGood) {
            problems.add(new OptionProblem(name, "expected "
                    + (name.equals(SHEDDABLE) ? "true or false" : BLOCK + " or " + EXPIRE) + ", got '" + value + "'",
                    true));
        }
        if (name.equals(DISK_BUDGET) || name.equals(DISK_POLICY) && isGood) {
            checkBudget(table, name, problems);
        }
    }

    private static void checkBudget(TableDefinition table, String name, List<OptionProblem> problems) {
        try {
            SinkBudget budget = budget(table);
            long least = 2 * segmentBytes(table.settings());
            if (budget.isExpiring() && budget.bytes() < least && name.equals(DISK_BUDGET)) {
                problems.add(new OptionProblem(name, "must be at least two journal segments with '" + DISK_POLICY
                        + "' = '" + EXPIRE + "': " + least + " bytes, or set '" + EngineKeys.SEGMENT_BYTES.name()
                        + "' lower", true));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new OptionProblem(name, "can't be read: " + e.getMessage(), true));
        }
    }

    private static long segmentBytes(Map<String, String> settings) {
        return SettingParser.sizeBytes(EngineKeys.SEGMENT_BYTES.name(),
                EngineConfiguration.text(settings, EngineKeys.SEGMENT_BYTES));
    }

    /** True when rows of this table may be dropped rather than fill the disk. */
    public static boolean isSheddable(TableDefinition table) {
        return "true".equals(table.options().getOrDefault(SHEDDABLE, "").trim());
    }

    /** How far behind the sink of this table may be. */
    public static SinkBudget budget(TableDefinition table) {
        long bytes = SettingParser.sizeBytes(DISK_BUDGET,
                table.options().getOrDefault(DISK_BUDGET, DEFAULT_BUDGET));
        return new SinkBudget(bytes, EXPIRE.equals(table.options().getOrDefault(DISK_POLICY, BLOCK).trim()));
    }
}

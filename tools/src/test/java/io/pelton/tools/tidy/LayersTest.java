package io.pelton.tools.tidy;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tree shows the flow: who may know whom, between modules and inside them. */
class LayersTest {
    private static final Set<String> EVERYTHING = Set.of(
            "journal", "engine", "operators", "connectors", "esp32", "sql", "gateway", "testkit", "tools");
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("journal", Set.of()),
            Map.entry("engine", Set.of("journal")),
            Map.entry("testkit", Set.of("engine", "journal")),
            Map.entry("operators", Set.of("engine")),
            Map.entry("connectors", Set.of("engine")),
            Map.entry("esp32", Set.of("engine")),
            Map.entry("sql", Set.of("operators", "engine")),
            Map.entry("gateway", Set.of("sql", "connectors", "esp32", "operators", "engine", "journal")),
            Map.entry("tools", Set.of(
                    "journal", "engine", "operators", "connectors", "esp32", "sql", "gateway", "testkit")),
            Map.entry("perf", EVERYTHING),
            Map.entry("examples", EVERYTHING),
            Map.entry("flink", EVERYTHING));
    private static final Set<String> BANNED_NAMES =
            Set.of("util", "utils", "common", "misc", "core", "impl", "internal");
    /** The API of the journal is its root package and knows none of the packages that implement it. */
    private static final Set<String> ROOT_IS_API = Set.of("journal");

    private final List<SourceFile> sources = SourceReader.sources();

    @Test
    void shouldFindTheSources() {
        assertFalse(sources.isEmpty(), "no Java file found: the rules below would hold for nothing");
    }

    @Test
    void shouldPointUpwardsBetweenModules() {
        Rule rule = new Rule("Modules see only those that DESIGN §2 draws above them: "
                + "a lower layer that knows a higher one can't be used, tested or replaced without it.");
        for (SourceFile source : sources) {
            Set<String> allowed = MAY_USE.get(source.family());
            if (allowed == null) {
                rule.violated(source.name() + " belongs to an unknown module: package=" + source.packageName());
                continue;
            }
            for (SourceFile.Mention use : source.uses()) {
                String other = use.text().split("\\.")[2];
                boolean own = other.equals(source.family());
                boolean testOfItsOwn = !source.main() && (other.equals("testkit") || isBelow(source.family(), other));
                if (!own && !allowed.contains(other) && !testOfItsOwn) {
                    rule.violated(source.at(use) + " uses " + use.text());
                }
            }
        }
        rule.prove();
    }

    @Test
    void shouldHaveNoPackageCycles() {
        Rule rule = new Rule("Packages inside a module form a list from low to high: "
                + "two packages that know each other are one package in two folders.");
        Map<String, Map<String, String>> edges = packageEdges();
        Set<String> reported = new TreeSet<>();
        for (String start : edges.keySet()) {
            List<String> cycle = cycleThrough(start, edges);
            if (!cycle.isEmpty() && reported.add(new TreeSet<>(cycle).toString())) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < cycle.size(); i++) {
                    String next = cycle.get((i + 1) % cycle.size());
                    text.append(i == 0 ? "" : ", ").append(edges.get(cycle.get(i)).get(next));
                }
                rule.violated(text.toString());
            }
        }
        rule.prove();
    }

    @Test
    void shouldKeepTheRootPackageOnTop() {
        Rule rule = new Rule("A module's root package only wires what lies below it: "
                + "a part that imports the whole is the root of every package cycle.");
        for (SourceFile source : sources) {
            String root = "io.pelton." + source.family();
            if (!source.main() || source.packageName().equals(root) || ROOT_IS_API.contains(source.family())) {
                continue;
            }
            for (SourceFile.Mention use : source.uses()) {
                if (packageOf(use.text()).equals(root)) {
                    rule.violated(source.at(use) + " imports " + use.text());
                }
            }
        }
        rule.prove();
    }

    @Test
    void shouldKeepTheStationsApart() {
        Rule rule = new Rule("The three stations meet only in the rings: what they share belongs below them.");
        Set<String> stations =
                Set.of("io.pelton.engine.ingress", "io.pelton.engine.processing", "io.pelton.engine.egress");
        for (SourceFile source : sources) {
            for (SourceFile.Mention use : source.uses()) {
                String from = source.packageName();
                String to = packageOf(use.text());
                boolean stationToStation = stations.contains(from) && stations.contains(to);
                if (source.main() && !from.equals(to) && stationToStation) {
                    rule.violated(source.at(use) + " uses " + use.text());
                }
            }
        }
        rule.prove();
    }

    @Test
    void shouldKeepPackagesAtOneDepthAndWellNamed() {
        Rule rule = new Rule("A package is io.pelton.<module>.<package>, named for what it holds: "
                + "deeper trees hide the flow, and names like util collect what has no home.");
        for (SourceFile source : sources) {
            String[] parts = source.packageName().split("\\.");
            boolean known = source.packageName().startsWith("io.pelton.") && parts.length <= 4;
            if (!known || parts.length > 3 && BANNED_NAMES.contains(parts[3])) {
                rule.violated(source.name() + " is in package " + source.packageName());
            }
        }
        rule.prove();
    }

    @Test
    void shouldExplainEveryPackage() {
        Rule rule = new Rule("Each package has a package-info that says what flows through it and which thread "
                + "may be there: it is the first thing a newcomer reads.");
        Set<String> explained = new TreeSet<>();
        Set<String> present = new TreeSet<>();
        for (SourceFile source : sources) {
            present.add(source.packageName());
            if (source.isPackageInfo() && Repository.read(source.path()).contains("/**")) {
                explained.add(source.packageName());
            }
        }
        present.removeAll(explained);
        present.forEach(rule::violated);
        rule.prove();
    }

    private Map<String, Map<String, String>> packageEdges() {
        Map<String, Map<String, String>> edges = new TreeMap<>();
        for (SourceFile source : sources) {
            if (!source.main()) {
                continue;
            }
            for (SourceFile.Mention use : source.uses()) {
                String to = packageOf(use.text());
                boolean sameModule = to.equals("io.pelton." + source.family())
                        || to.startsWith("io.pelton." + source.family() + ".");
                if (sameModule && !to.equals(source.packageName())) {
                    edges.computeIfAbsent(source.packageName(), key -> new TreeMap<>())
                            .putIfAbsent(to, source.packageName() + " → " + to + " (" + source.at(use) + ")");
                }
            }
        }
        return edges;
    }

    /** Shortest way from a package back to itself, or an empty list. */
    private static List<String> cycleThrough(String start, Map<String, Map<String, String>> edges) {
        Map<String, String> cameFrom = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String here = open.remove();
            for (String next : edges.getOrDefault(here, Map.of()).keySet()) {
                if (next.equals(start)) {
                    List<String> cycle = new ArrayList<>();
                    for (String step = here; !step.equals(start); step = cameFrom.get(step)) {
                        cycle.add(0, step);
                    }
                    cycle.add(0, start);
                    return cycle;
                }
                if (cameFrom.putIfAbsent(next, here) == null) {
                    open.add(next);
                }
            }
        }
        return List.of();
    }

    private static boolean isBelow(String family, String other) {
        Deque<String> open = new ArrayDeque<>(MAY_USE.get(family));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String next = open.remove();
            if (next.equals(other)) {
                return true;
            }
            if (!seen.add(next)) {
                continue;
            }
            open.addAll(MAY_USE.getOrDefault(next, Set.of()));
        }
        return false;
    }

    private static String packageOf(String qualifiedName) {
        StringBuilder result = new StringBuilder();
        for (String part : qualifiedName.split("\\.")) {
            if (part.isEmpty() || !Character.isLowerCase(part.charAt(0))) {
                break;
            }
            result.append(result.isEmpty() ? "" : ".").append(part);
        }
        return result.toString();
    }
}

package io.pelton.engine.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which stages share a thread. Immutable.
 *
 * @param carriers one per thread, in the order of their first stages
 */
public record Placement(List<Carrier> carriers) {
    /** Core of a thread that isn't pinned. */
    public static final int ANY_CORE = -1;
    private static final int SMALL_MACHINE_CORES = 3;

    /** A thread: its stages, and the core that it is pinned to. */
    public record Carrier(Set<Stage> stages, int core) {
        /** True when it has a core of its own, so that spinning robs nobody. */
        public boolean isPinned() {
            return core != ANY_CORE;
        }

        /** True when nobody waits for what it does: it may sleep longer when there is nothing. */
        public boolean isPatient() {
            return stages.size() == 1 && stages.contains(Stage.SNAPSHOTS);
        }

        /** The stages' names joined, for the thread's name. */
        public String name() {
            StringBuilder name = new StringBuilder();
            for (Stage stage : stages) {
                name.append(name.isEmpty() ? "" : "-").append(stage.key());
            }
            return name.toString();
        }
    }

    public Placement {
        carriers = List.copyOf(carriers);
    }

    /**
     * Reads {@code pelton.placement}: {@code auto}, {@code fused}, or {@code stage=core,…}. Stages with the same core
     * share a thread there; a stage that isn't named, or has no number, gets a thread of its own that isn't pinned.
     *
     * @param cores of the machine
     */
    public static Placement of(String text, int cores) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "auto" -> auto(cores);
            case "fused" -> of(List.of(EnumSet.range(Stage.INGRESS, Stage.SINKS), EnumSet.of(Stage.SYNC),
                    EnumSet.of(Stage.SNAPSHOTS)));
            default -> explicit(text, cores);
        };
    }

    private static Placement auto(int cores) {
        if (cores <= SMALL_MACHINE_CORES) {
            return of(List.of(
                    EnumSet.range(Stage.INGRESS, Stage.OUTPUT), EnumSet.of(Stage.SINKS), EnumSet.of(Stage.SYNC),
                    EnumSet.of(Stage.SNAPSHOTS)));
        }
        return of(List.of(EnumSet.of(Stage.INGRESS, Stage.JOURNAL), EnumSet.of(Stage.PROCESSING, Stage.OUTPUT),
                EnumSet.of(Stage.SINKS), EnumSet.of(Stage.SYNC), EnumSet.of(Stage.SNAPSHOTS)));
    }

    private static Placement of(List<EnumSet<Stage>> groups) {
        return new Placement(groups.stream().map(group -> new Carrier(group, ANY_CORE)).toList());
    }

    private static Placement explicit(String text, int cores) {
        Map<Stage, Integer> wanted = new EnumMap<>(Stage.class);
        for (String part : text.split(",")) {
            String[] pair = part.trim().split("=");
            Stage stage = pair.length == 2 ? stage(pair[0].trim()) : null;
            if (stage == null || wanted.put(stage, core(pair[1].trim(), cores, text)) != null) {
                throw wrong(text, cores);
            }
        }
        Map<Integer, EnumSet<Stage>> byCore = new TreeMap<>();
        List<Carrier> carriers = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            int core = wanted.getOrDefault(stage, ANY_CORE);
            if (core == ANY_CORE) {
                carriers.add(new Carrier(EnumSet.of(stage), ANY_CORE));
            } else {
                byCore.computeIfAbsent(core, none -> EnumSet.noneOf(Stage.class)).add(stage);
            }
        }
        byCore.forEach((core, stages) -> carriers.add(new Carrier(stages, core)));
        return new Placement(carriers);
    }

    private static Stage stage(String name) {
        return Arrays.stream(Stage.values()).filter(stage ->
                stage.key().equalsIgnoreCase(name)).findFirst().orElse(null);
    }

    private static int core(String text, int cores, String all) {
        if (text.equals("-")) {
            return ANY_CORE;
        }
        try {
            int core = Integer.parseInt(text);
            if (core >= 0 && core < cores) {
                return core;
            }
        } catch (NumberFormatException ignored) {
            // said below
        }
        throw wrong(all, cores);
    }

    private static IllegalArgumentException wrong(String text, int cores) {
        return new IllegalArgumentException("'pelton.placement' must be auto, fused, or a list such as"
                + " 'ingress=0,processing=1,sinks=-' of ingress, journal, processing, output, sinks, sync,"
                + " snapshots; cores=" + cores + " value=" + text);
    }
}

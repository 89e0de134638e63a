package io.pelton.sql.plan;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A record of the plan as {@link PlanCodec} sees it. A plan's JSON is read at each start, and general data binding
 * would cost more than all the rest of a start. Any thread.
 *
 * @param node how the "node" property names it, or null where the place says which record it is
 */
record PlanShape(String node, Constructor<?> constructor, String[] names, Type[] types, Method[] accessors) {
    /** The property that tells steps and expressions from each other. */
    static final String NODE = "node";

    private static final Map<String, Class<?>> BY_NODE = Map.of(
            "scan", Scan.class, "calc", Calc.class, "window-assign", WindowAssign.class,
            "window-aggregate", WindowAggregateNode.class, "union-all", UnionAll.class,
            "input", InputReference.class, "literal", Literal.class, "call", Call.class);

    private static final Map<Class<?>, String> NODES = BY_NODE.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final ClassValue<PlanShape> SHAPES = new ClassValue<>() {
        @Override
        protected PlanShape computeValue(Class<?> type) {
            return describe(type);
        }
    };

    static PlanShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The record of this name among those of {@code base}, or null. */
    static PlanShape named(String node, Class<?> base) {
        Class<?> type = BY_NODE.get(node);
        return type == null || !base.isAssignableFrom(type) ? null : of(type);
    }

    int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static PlanShape describe(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] raw = new Class<?>[components.length];
        String[] names = new String[components.length];
        Type[] types = new Type[components.length];
        Method[] accessors = new Method[components.length];
        for (int i = 0; i < components.length; i++) {
            raw[i] = components[i].getType();
            names[i] = components[i].getName();
            types[i] = components[i].getGenericType();
            accessors[i] = components[i].getAccessor();
        }
        try {
            return new PlanShape(NODES.get(type), type.getConstructor(raw), names, types, accessors);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record of the plan isn't public: type=" + type.getName()
                    + " components=" + Arrays.toString(names), e);
        }
    }
}

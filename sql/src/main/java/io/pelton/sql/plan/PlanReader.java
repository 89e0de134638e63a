package io.pelton.sql.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link PlanWriter} wrote → records, strictly: each component once, nothing else. One use each. */
final class PlanReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser in;

    private PlanReader(JsonParser in) {
        this.in = in;
    }

    /** JsonProcessingException when the text is no plan. */
    static PhysicalPlan read(String text) throws IOException {
        try (JsonParser in = JSON.createParser(text)) {
            PlanReader reader = new PlanReader(in);
            in.nextToken();
            PhysicalPlan plan = (PhysicalPlan) reader.value(PhysicalPlan.class);
            if (plan == null || in.nextToken() != null) {
                throw reader.refuse("one plan is expected");
            }
            return plan;
        }
    }

    /** The value that starts at the current token. */
    private Object value(Type type) throws IOException {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        Class<?> kind = (Class<?>) type;
        if (kind == int.class) {
            return in.getIntValue();
        } else if (kind == long.class) {
            return in.getLongValue();
        } else if (kind == boolean.class) {
            return in.getBooleanValue();
        } else if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        } else if (kind == String.class) {
            expect(JsonToken.VALUE_STRING);
            return in.getText();
        }
        return kind.isEnum() ? constant(kind) : object(kind);
    }

    private Object constant(Class<?> kind) throws IOException {
        for (Object constant : kind.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(in.getText())) {
                return constant;
            }
        }
        throw refuse("unknown " + kind.getSimpleName() + ": value=" + in.getText());
    }

    private Object container(ParameterizedType generic) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (generic.getRawType() == List.class) {
            expect(JsonToken.START_ARRAY);
            List<Object> list = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(generic.getActualTypeArguments()[0]));
            }
            return list;
        }
        expect(JsonToken.START_OBJECT);
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            map.put(key, value(generic.getActualTypeArguments()[1]));
        }
        return map;
    }

    private Object object(Class<?> kind) throws IOException {
        expect(JsonToken.START_OBJECT);
        PlanShape shape = kind.isRecord() ? PlanShape.of(kind) : named(kind);
        Object[] components = new Object[shape.names().length];
        boolean[] given = new boolean[components.length];
        while (in.nextToken() != JsonToken.END_OBJECT) {
            int index = shape.indexOf(in.currentName());
            if (index < 0 || given[index]) {
                throw refuse("unexpected property: name=" + in.currentName());
            }
            in.nextToken();
            components[index] = value(shape.types()[index]);
            given[index] = true;
        }
        for (int i = 0; i < given.length; i++) {
            if (!given[i]) {
                throw refuse("a property is missing: name=" + shape.names()[i]);
            }
        }
        return construct(shape, components);
    }

    private PlanShape named(Class<?> base) throws IOException {
        in.nextToken();
        if (!PlanShape.NODE.equals(in.currentName())) {
            throw refuse("the property \"node\" comes first");
        }
        in.nextToken();
        PlanShape shape = PlanShape.named(in.getText(), base);
        if (shape == null) {
            throw refuse("unknown " + base.getSimpleName() + ": node=" + in.getText());
        }
        return shape;
    }

    private Object construct(PlanShape shape, Object[] components) throws IOException {
        try {
            return shape.constructor().newInstance(components);
        } catch (InvocationTargetException e) {
            JsonParseException refused = refuse("a value isn't accepted: problem=" + e.getCause());
            refused.initCause(e.getCause());
            throw refused;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record of the plan can't be made: type="
                    + shape.constructor().getDeclaringClass().getName(), e);
        }
    }

    private void expect(JsonToken token) throws IOException {
        if (in.currentToken() != token) {
            throw refuse("unexpected value: found=" + in.currentToken() + " expected=" + token);
        }
    }

    private JsonParseException refuse(String problem) {
        return new JsonParseException(in, problem);
    }
}

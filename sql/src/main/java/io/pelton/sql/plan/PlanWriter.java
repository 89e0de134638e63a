package io.pelton.sql.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records → JSON: components in their order, maps sorted, enums by name. Any thread. */
final class PlanWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private PlanWriter() {
    }

    static String write(PhysicalPlan plan) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            write(plan, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a plan can always be written: name=" + plan.name(), e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Enum<?> constant) {
            out.writeString(constant.name());
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(element, out);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                out.writeStringField((String) entry.getKey(), (String) entry.getValue());
            }
            out.writeEndObject();
        } else {
            writeRecord(value, out);
        }
    }

    private static void writeRecord(Object value, JsonGenerator out) throws IOException {
        PlanShape shape = PlanShape.of(value.getClass());
        out.writeStartObject();
        if (shape.node() != null) {
            out.writeStringField(PlanShape.NODE, shape.node());
        }
        for (int i = 0; i < shape.names().length; i++) {
            out.writeFieldName(shape.names()[i]);
            try {
                write(shape.accessors()[i].invoke(value), out);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a component of the plan can't be read: type="
                        + value.getClass().getName() + " component=" + shape.names()[i], e);
            }
        }
        out.writeEndObject();
    }
}

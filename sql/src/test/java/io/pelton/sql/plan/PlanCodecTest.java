package io.pelton.sql.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanCodecTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new Column("id", ColumnType.string()), new Column("ts", ColumnType.timestamp(3).notNull())));

    private static PhysicalPlan plan() {
        Scan scan = new Scan(0, SCHEMA);
        Expression id = new InputReference(0, ColumnType.string());
        Expression condition = new Call(Function.EQUALS, List.of(id, new Literal("é\"\n", ColumnType.varchar(3))),
                ColumnType.of(TypeKind.BOOLEAN));
        Calc calc = new Calc(scan, condition, List.of(id, new Literal(null, ColumnType.decimal(38, 2))), SCHEMA);
        WindowAssign assign = new WindowAssign(calc, new Window(WindowKind.HOP, 1, 10, 5, -1), SCHEMA);
        WindowAggregateNode aggregate = new WindowAggregateNode(assign, null, 1, 2, List.of(id), List.of(
                new AggregateCall(AggregateFunction.COUNT, true, id, condition,
                ColumnType.of(TypeKind.BIGINT).notNull()),
                new AggregateCall(AggregateFunction.COUNT, false, null, null, ColumnType.of(TypeKind.BIGINT))), SCHEMA);
        UnionAll union = new UnionAll(List.of(scan, aggregate), SCHEMA);
        return new PhysicalPlan(PhysicalPlan.CURRENT_VERSION, "rules", PlanCodec.hash("x", Map.of()),
                Map.of("b", "2", "a", "1"),
                List.of(new SourceTable(0, "t", SCHEMA, Map.of("connector", "datagen"), id, null)),
                List.of(new SinkTable(0, "o", SCHEMA, Map.of(), List.of("id"))), List.of(new Insert(0, union)));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        String text = PlanCodec.toText(plan());
        assertEquals(plan(), PlanCodec.fromText(text));
        assertEquals(text, PlanCodec.toText(PlanCodec.fromText(text)));
    }

    @Test
    void shouldRefuseOtherTextsAndVersions() {
        assertThrows(IllegalArgumentException.class, () -> PlanCodec.fromText("{"));
        assertThrows(IllegalArgumentException.class, () -> PlanCodec.fromText("{\"version\": 1, \"what\": 2}"));
        String older = PlanCodec.toText(plan()).replace("\"version\" : 1", "\"version\" : 0");
        assertTrue(assertThrows(IllegalArgumentException.class, () ->
                PlanCodec.fromText(older)).getMessage().contains("version=0"));
    }

    @Test
    void shouldSayWhatIsWrongWithAPlan() {
        String text = PlanCodec.toText(plan());
        assertRefused(text.replaceFirst("\"name\" : \"rules\",", ""), "is missing: name=name");
        assertRefused(text.replaceFirst("\"name\"", "\"hash\""), "unexpected property: name=hash");
        assertRefused(text.replace("\"scan\"", "\"literal\""), "unknown PlanNode: node=literal");
        assertRefused(text.replace("\"HOP\"", "\"HIP\""), "unknown WindowKind: value=HIP");
        assertRefused(text.replaceFirst("\"streamId\" : 0", "\"streamId\" : null"), "");
        assertRefused(text.replaceFirst("\"settings\" : \\{", "\"settings\" : [{"), "expected=START_OBJECT");
        assertRefused(text + "{}", "one plan is expected");
        assertRefused("null", "one plan is expected");
        assertRefused("", "");
    }

    private static void assertRefused(String text, String problem) {
        String message = assertThrows(IllegalArgumentException.class, () -> PlanCodec.fromText(text)).getMessage();
        assertTrue(message.contains(problem), message);
    }

    @Test
    void shouldHashTextAndSettings() {
        String hash = PlanCodec.hash("SELECT 1", Map.of("a", "b"));
        assertEquals(64, hash.length());
        assertEquals(hash, PlanCodec.hash("SELECT 1", Map.of("a", "b")));
        assertNotEquals(hash, PlanCodec.hash("SELECT 2", Map.of("a", "b")));
        assertNotEquals(hash, PlanCodec.hash("SELECT 1", Map.of("a", "c")));
        assertNotEquals(PlanCodec.hash("x", Map.of("ab", "c")), PlanCodec.hash("x", Map.of("a", "bc")));
    }

    /**
     * A restart on a cached plan must not pay for Calcite: a class loader that hasn't got it reads plans all the same.
     */
    @Test
    void shouldReadPlansWithoutCalcite() throws Exception {
        ClassLoader bare = new ClassLoader(PlanCodecTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("org.apache.")) {
                    throw new ClassNotFoundException("not here: name=" + name);
                }
                return name.startsWith("io.pelton.sql.") ? define(name) : super.loadClass(name, resolve);
            }

            private Class<?> define(String name) throws ClassNotFoundException {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Method fromText = bare.loadClass(PlanCodec.class.getName()).getMethod("fromText", String.class);
        try {
            assertEquals(plan().toString(), fromText.invoke(null, PlanCodec.toText(plan())).toString());
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}

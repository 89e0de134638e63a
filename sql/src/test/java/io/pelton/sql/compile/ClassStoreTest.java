package io.pelton.sql.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassStoreTest {
    private static final List<String> SOURCE = List.of(
            "public final class Greeting { public String toString() { return \"hello\"; } }");

    /** Remembers, and counts how often something is kept. */
    private static final class MapStore implements ClassStore {
        private final Map<String, Map<String, byte[]>> kept = new HashMap<>();
        private int times;

        @Override
        public Map<String, byte[]> find(String source) {
            return kept.getOrDefault(source, Map.of());
        }

        @Override
        public void keep(String source, Map<String, byte[]> classes) {
            times++;
            kept.put(source, classes);
        }
    }

    private static Object greeting(ClassStore store) {
        return new GeneratedClasses(SOURCE, store).make(Object.class, "Greeting");
    }

    @Test
    void shouldCompileOnceAndLoadTheSameClassesAgain() {
        MapStore store = new MapStore();
        Object first = greeting(store);
        Object second = greeting(store);
        assertEquals(1, store.times);
        assertEquals("hello", first.toString());
        assertEquals("hello", second.toString());
        assertNotSame(first.getClass(), second.getClass());
    }

    @Test
    void shouldCompileEachTimeWithoutAStore() {
        assertEquals("hello", greeting(ClassStore.NONE).toString());
        assertEquals("hello", greeting(ClassStore.NONE).toString());
    }

    @Test
    void shouldNameAClassThatTheStoreLacks() {
        MapStore store = new MapStore();
        greeting(store);
        store.kept.replaceAll((source, classes) -> Map.of("other", new byte[0]));
        assertEquals(true, assertThrows(IllegalStateException.class, () -> greeting(store)).getMessage()
                .contains("Greeting"));
    }
}

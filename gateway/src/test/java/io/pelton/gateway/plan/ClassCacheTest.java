package io.pelton.gateway.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
    private static final String SOURCE = "class A { class B { } }";
    private static final int HASH_BYTES = 32;
    private static final byte[] OUTER = {1, 2, 3};
    private static final byte[] INNER = {};

    @TempDir
    Path folder;

    private ClassCache cache;

    @BeforeEach
    void keepTwoClasses() {
        cache = new ClassCache(folder.resolve("classes"), "build 1");
        cache.keep(SOURCE, Map.of("A", OUTER, "A$B", INNER));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("classes"))) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), "nothing is left aside: files=" + all);
            return all.get(0);
        }
    }

    private void assertKept(ClassCache by) {
        Map<String, byte[]> classes = by.find(SOURCE);
        assertEquals(Set.of("A", "A$B"), classes.keySet());
        assertArrayEquals(OUTER, classes.get("A"));
        assertArrayEquals(INNER, classes.get("A$B"));
    }

    @Test
    void shouldGiveBackWhatItKept() {
        assertKept(cache);
        assertKept(new ClassCache(folder.resolve("classes"), "build 1"));
        assertEquals(Map.of(), cache.find(SOURCE + " "));
    }

    @Test
    void shouldTakeADamagedFileForNoneAndReplaceIt() throws Exception {
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file(), damaged);
            assertEquals(Map.of(), cache.find(SOURCE), "damaged byte=" + i);
            Files.write(file(), Arrays.copyOf(whole, i));
            assertEquals(Map.of(), cache.find(SOURCE), "cut at=" + i);
        }
        cache.keep(SOURCE, Map.of("A", OUTER, "A$B", INNER));
        assertKept(cache);
    }

    @Test
    void shouldTakeAFileOfAnotherBuildForNoneAndReplaceIt() throws Exception {
        ClassCache other = new ClassCache(folder.resolve("classes"), "build 2");
        assertEquals(Map.of(), other.find(SOURCE));
        other.keep(SOURCE, Map.of("A", OUTER, "A$B", INNER));
        assertKept(other);
        assertEquals(Map.of(), cache.find(SOURCE));
        file();
    }

    @Test
    void shouldDoWithoutAFolderAndWithoutABuild() throws Exception {
        for (ClassCache none : List.of(new ClassCache(null, "build 1"), new ClassCache(folder.resolve("x"), null))) {
            none.keep(SOURCE, Map.of("A", OUTER));
            assertEquals(Map.of(), none.find(SOURCE));
        }
        Path taken = Files.writeString(folder.resolve("file"), "no folder");
        ClassCache hindered = new ClassCache(taken, "build 1");
        hindered.keep(SOURCE, Map.of("A", OUTER));
        assertEquals(Map.of(), hindered.find(SOURCE));
        assertTrue(Files.isRegularFile(taken));
    }

    @Test
    void shouldTakeAnImpossibleLengthForNoneWhateverTheHash() throws Exception {
        byte[] whole = Files.readAllBytes(file());
        int at = HASH_BYTES + 2 + "build 1".length() + Integer.BYTES + 2 + "A".length();
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte[] body = Arrays.copyOfRange(whole, HASH_BYTES, whole.length);
            ByteBuffer.wrap(body).putInt(at - HASH_BYTES, length);
            byte[] damaged = Arrays.copyOf(PlanIdentity.sha256(body), whole.length);
            System.arraycopy(body, 0, damaged, HASH_BYTES, body.length);
            Files.write(file(), damaged);
            assertEquals(Map.of(), cache.find(SOURCE), "length=" + length);
        }
    }
}

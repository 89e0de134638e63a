package io.pelton.journal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.OpenFiles;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.Crc32c;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path directory;

    @AfterEach
    void shouldLeaveNothingOpen() {
        OpenFiles.assertNoneBelow(directory);
    }

    @Test
    void shouldKeepItsIdentity() {
        final Manifest written;
        try (StateFolder folder = StateFolder.open(directory)) {
            assertTrue(folder.isNew());
            assertThrows(IllegalStateException.class, folder::manifest);
            folder.initialise("abc", "rules=1.sql\n", Map.of("input.a", "size=10\\n\nhash=5", "empty", ""));
            assertEquals(1, folder.beginEpoch());
            folder.store(folder.manifest().withEntry("more", "x").withPlan("def", "s"));
            written = folder.manifest();
        }
        try (StateFolder folder = StateFolder.open(directory)) {
            assertFalse(folder.isNew());
            assertEquals(written, folder.manifest());
            assertEquals("size=10\\n\nhash=5", folder.manifest().entries().get("input.a"));
            assertEquals(2, folder.beginEpoch());
            folder.clear();
            assertTrue(folder.isNew());
        }
    }

    @Test
    void shouldUseTheOtherCopyWhenOneIsDamaged() throws IOException {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("abc", "s", Map.of("k", "v"));
        }
        for (final String name : new String[] {StateFolder.MANIFEST, StateFolder.MANIFEST_COPY}) {
            final Path file = directory.resolve(name);
            final byte[] good = Files.readAllBytes(file);
            for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
                final byte[] bad = good.clone();
                bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                Files.write(file, bad);
                assertEquals("abc", StateFolder.readManifest(directory).orElseThrow().planHash(), "bit " + bit);
            }
            Files.write(file, good);
        }
        Files.write(directory.resolve(StateFolder.MANIFEST), new byte[0]);
        Files.write(directory.resolve(StateFolder.MANIFEST_COPY), new byte[10]);
        assertThrows(CorruptJournalException.class, () -> StateFolder.open(directory));
    }

    @Test
    void shouldStartOverWithNoReadableManifest() throws IOException {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("abc", "s", Map.of());
            Files.writeString(folder.snapshots().resolve("old"), "old");
        }
        Files.write(directory.resolve(StateFolder.MANIFEST), new byte[0]);
        Files.write(directory.resolve(StateFolder.MANIFEST_COPY), new byte[10]);
        try (StateFolder folder = StateFolder.open(directory, true)) {
            assertTrue(folder.isNew());
            assertFalse(Files.exists(folder.snapshots().resolve("old")));
        }
        StateFolder.open(directory).close();
    }

    @Test
    void shouldClearTheManifestsLast() throws IOException {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("abc", "s", Map.of());
            Files.writeString(folder.snapshots().resolve("old"), "old");
            Files.delete(folder.quarantine());
            // The last folder to be cleared is missing: clearing ends half-way, as when the process is killed there.
            assertThrows(RuntimeException.class, folder::clear);
        }
        assertTrue(Files.exists(directory.resolve(StateFolder.MANIFEST)));
        try (StateFolder folder = StateFolder.open(directory, true)) {
            assertTrue(folder.isNew());
        }
    }

    @Test
    void shouldNotTouchFilesThatNoManifestClaims() throws IOException {
        final Path data = Files.createDirectories(directory.resolve(StateFolder.OUTPUT)).resolve("mine.csv");
        Files.writeString(data, "mine");
        for (final boolean isDiscarded : new boolean[] {false, true}) {
            final CorruptJournalException refused = assertThrows(
                    CorruptJournalException.class, () -> StateFolder.open(directory, isDiscarded));
            assertTrue(refused.getMessage().contains("folder=" + directory), refused.getMessage());
        }
        assertEquals("mine", Files.readString(data));
    }

    @Test
    void shouldRefuseASecondOwnerInThisProcess() {
        try (StateFolder folder = StateFolder.open(directory)) {
            final StateLockedException refused =
                    assertThrows(StateLockedException.class, () -> StateFolder.open(directory));
            assertTrue(refused.getMessage().contains("pid=" + ProcessHandle.current().pid()), refused.getMessage());
            assertTrue(folder.isNew());
        }
    }

    @Test
    void shouldRefuseASecondProcessAndNameTheFirst() throws IOException, InterruptedException {
        final Process holder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), Holder.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.US_ASCII))) {
            assertEquals("locked", output.readLine());
            final StateLockedException refused =
                    assertThrows(StateLockedException.class, () -> StateFolder.open(directory));
            assertTrue(refused.getMessage().contains("pid=" + holder.pid()), refused.getMessage());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        StateFolder.open(directory).close();
    }

    /** Holds the lock until it is killed. */
    static final class Holder {
        private Holder() {
        }

        public static void main(String[] arguments) throws IOException {
            final StateFolder folder = StateFolder.open(Path.of(arguments[0]));
            System.out.println("locked");
            while (System.in.read() >= 0) {
                folder.path();
            }
        }
    }

    @Test
    void shouldTakeContentThatIsNoManifestForDamagedWhateverItsChecksum() throws IOException {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("abc", "s", Map.of("k", "v"));
        }
        final Path file = directory.resolve(StateFolder.MANIFEST);
        final String good = Files.readString(file);
        final String body = good.substring(0, good.lastIndexOf("crc32c="));
        assertEquals(good, summed(body));
        for (final String bad : new String[] {
            "pelton-manifest=1\n", body.replace("epoch=0", "epoch=none"), body.replace("plan=abc\n", ""),
            body.replace("script=s", "script"), body.replaceFirst("input-journal=.*", "input-journal=7edcb 98"),
        }) {
            Files.writeString(file, summed(bad));
            assertNull(StateFolder.readCopy(file), bad);
            assertEquals("abc", StateFolder.readManifest(directory).orElseThrow().planHash(), "the other copy counts");
        }
    }

    @Test
    void shouldRefuseAnEntryThatIsNoNumber() {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("abc", "s", Map.of("ungated-epoch", "7", "base-input", "x"));
            assertEquals(7, folder.manifest().number("ungated-epoch", 0));
            assertEquals(-1, folder.manifest().number("missing", -1));
            assertThrows(CorruptJournalException.class, () -> folder.manifest().number("base-input", -1));
        }
    }

    private static String summed(String body) {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return body + String.format("crc32c=%08x%n", new Crc32c().begin().update(bytes, 0, bytes.length).value());
    }
}

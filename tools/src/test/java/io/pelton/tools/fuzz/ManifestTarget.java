package io.pelton.tools.fuzz;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.StateFolder;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The two copies of a manifest: an input is one of them, as it is and with its checksum put right. */
final class ManifestTarget implements FuzzTarget {
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path folder = disk.path(StateImage.FOLDER);
    private final byte[] good;

    ManifestTarget() throws IOException {
        try (StateFolder state = StateImage.newFolder(disk, "plan")) {
            state.store(state.manifest().withEntry("ungated-epoch", "3").withEntry("of=a\nkind", "a=b\\c\r\n"));
        }
        good = Files.readAllBytes(folder.resolve(StateFolder.MANIFEST));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(good, new byte[0], "pelton-manifest=1\ncrc32c=00000000\n".getBytes());
    }

    @Override
    public void run(byte[] input) throws IOException {
        read(input);
        read(Checksums.manifest(input));
    }

    private void read(byte[] manifest) throws IOException {
        Files.write(folder.resolve(StateFolder.MANIFEST), manifest);
        Files.write(folder.resolve(StateFolder.MANIFEST_COPY), good);
        Findings.require(StateFolder.readManifest(folder).isPresent(), "one good copy is enough");
        Files.write(folder.resolve(StateFolder.MANIFEST_COPY), manifest);
        try {
            StateFolder.readManifest(folder);
        } catch (CorruptJournalException e) {
            // neither copy is good
        }
    }
}

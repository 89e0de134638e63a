package io.pelton.testkit.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads what a sink that isn't simulated has left on the simulated disk. */
@FunctionalInterface
public interface WrittenFiles {

    /**
     * The rows of a table, as an {@link Oracle} writes them, in the order of the files.
     *
     * @param root what relative paths of the script start from
     */
    List<String> rows(Path root, String table) throws IOException;
}

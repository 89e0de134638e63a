package io.pelton.journal.recovery;

import io.pelton.journal.state.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Checks the files of a state folder that the journal itself knows nothing of. Changes nothing. */
@FunctionalInterface
public interface FileCheck {

    /**
     * @param file a regular file below the state folder that nobody has looked at yet
     * @return what there is to say about it; empty when it isn't this check's
     */
    List<Finding> check(Path stateDirectory, Path file, Manifest manifest) throws IOException;
}

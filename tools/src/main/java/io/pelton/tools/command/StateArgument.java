package io.pelton.tools.command;

import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The state folder as an argument, refused when it isn't one. */
final class StateArgument {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STATE", description = "The folder given to run --state.")
    private Path folder;

    Path folder() {
        if (!Files.isDirectory(folder.resolve(StateFolder.INPUT))) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "not a state folder, or nothing was ever run on it: folder=" + folder);
        }
        return folder;
    }

    /** The folder's manifest; refused when there is none. */
    Manifest manifest() throws IOException {
        return StateFolder.readManifest(folder()).orElseThrow(() -> new CommandLine.ParameterException(
                spec.commandLine(), "the folder holds no state yet: folder=" + folder));
    }
}

package io.pelton.tools.command;

import io.pelton.gateway.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Script files and settings, as run and check take them. */
final class ScriptArgument {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE",
            description = "SQL files, read in this order as if they were one: tables.sql rules.sql.")
    private List<Path> files;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting, over those of the script.")
    private Map<String, String> settings = Map.of();

    /** The script; refused when a file can't be read. */
    Script script() {
        try {
            return Script.ofFiles(files);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The files and settings as they are typed. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (Path file : files) {
            words.append(words.isEmpty() ? "" : " ").append(quoted(file.toString()));
        }
        settings.forEach((key, value) -> words.append(" --set ").append(quoted(key + "=" + value)));
        return words.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w./=:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    Map<String, String> settings() {
        return settings;
    }
}

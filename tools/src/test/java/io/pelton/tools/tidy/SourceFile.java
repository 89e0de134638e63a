package io.pelton.tools.tidy;

import java.nio.file.Path;
import java.util.List;

/**
 * What the rules want to know about one Java file.
 *
 * @param path        the file
 * @param module      its module's folder, for instance {@code engine} or {@code examples/embedded}
 * @param main        true below {@code src/main}
 * @param packageName the declared package
 * @param uses        types of this house that it names, by import or in full
 * @param selections  each {@code Type.member}, {@code Type::member} and {@code new Type} in the code
 * @param literals    its string literals
 * @param methods     its methods and constructors
 * @param lines       number of lines
 */
record SourceFile(Path path, String module, boolean main, String packageName, List<Mention> uses,
                  List<Mention> selections, List<Mention> literals, List<Method> methods, int lines) {

    /** A name and the line where it stands. */
    record Mention(String text, int line) {
    }

    /** A method with the number of lines from its signature to its closing brace. */
    record Method(String name, int line, int lines) {
    }

    String name() {
        return Repository.name(path);
    }

    String at(Mention mention) {
        return name() + ":" + mention.line();
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    /** The third part of the package: the name under which the module is known in rules. */
    String family() {
        String[] parts = packageName.split("\\.");
        return parts.length < 3 ? packageName : parts[2];
    }
}

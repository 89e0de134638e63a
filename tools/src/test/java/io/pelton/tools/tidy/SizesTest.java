package io.pelton.tools.tidy;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long things are: printed in every build, so that growth is seen long before it is forbidden. */
class SizesTest {
    private static final int SHOWN = 10;
    private static final int FILE_LINES = 500;
    private static final int METHOD_LINES = 70;
    private static final int TYPES_IN_PACKAGE = 40;

    private final List<SourceFile> sources = SourceReader.sources();

    private record Sized(String name, int lines) {
    }

    @Test
    void shouldKeepFilesSmall() {
        List<Sized> files = sources.stream().map(source -> new Sized(source.name(), source.lines())).toList();
        print("files", files, FILE_LINES);
        limit("A file of more than " + FILE_LINES + " lines has more than one reason to change: split it.",
                files, FILE_LINES);
    }

    @Test
    void shouldKeepMethodsOnAScreen() {
        List<Sized> methods = sources.stream()
                .flatMap(source -> source.methods().stream().map(method ->
                        new Sized(source.name() + ":" + method.line() + " " + method.name(), method.lines())))
                .toList();
        print("methods", methods, METHOD_LINES);
        limit("A method of more than " + METHOD_LINES + " lines does not fit on a screen: name its parts.",
                methods, METHOD_LINES);
    }

    @Test
    void shouldKeepPackagesGraspable() {
        List<Sized> packages = sources.stream()
                .filter(source -> source.main() && !source.isPackageInfo())
                .map(SourceFile::packageName)
                .distinct()
                .map(name -> new Sized(name, (int) sources.stream()
                        .filter(source -> source.main() && !source.isPackageInfo() && source.packageName().equals(name))
                        .count()))
                .toList();
        print("packages (types)", packages, TYPES_IN_PACKAGE);
        limit("About twenty types are plenty for one package, more than " + TYPES_IN_PACKAGE + " are two packages.",
                packages, TYPES_IN_PACKAGE);
    }

    private static void print(String what, List<Sized> things, int limit) {
        int total = things.stream().mapToInt(Sized::lines).sum();
        StringBuilder table = new StringBuilder(String.format(
                "Largest %s of %d (%,d in all, limit %d each)%n", what, things.size(), total, limit));
        things.stream().sorted(Comparator.comparingInt(Sized::lines).reversed()).limit(SHOWN)
                .forEach(thing -> table.append(String.format("  %5d  %s%n", thing.lines(), thing.name())));
        System.out.print(table);
    }

    private static void limit(String reason, List<Sized> things, int limit) {
        Rule rule = new Rule(reason);
        things.stream().filter(thing -> thing.lines() > limit)
                .forEach(thing -> rule.violated(thing.lines() + " " + thing.name()));
        rule.prove();
    }
}

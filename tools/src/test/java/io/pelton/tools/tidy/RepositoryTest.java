package io.pelton.tools.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Words, paths, versions and notices in all files that people read. */
class RepositoryTest {
    // Written in two halves, so that this file doesn't break its own rules.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
    private static final Pattern REGISTRY_HOST = Pattern.compile("(?i)https?://[^\\s<>\"')]*("
            + "arti" + "factory|nex" + "us|repo1?\\.maven|registry\\.npm|jcen" + "ter|maven\\.aliyun|jfrog)");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.$}])/(work|root|home/\\w+|Users/\\w+|mnt)/");

    private final List<Path> texts = Repository.files().stream().filter(Repository::isText).toList();

    @Test
    void shouldLeaveNothingUnfinished() {
        forbid("A note to self in the code is read by nobody: do it, or open an issue.", UNFINISHED);
    }

    @Test
    void shouldNameNoRegistry() {
        forbid("Where artifacts come from is the business of each machine's settings, not of this tree.",
                REGISTRY_HOST);
    }

    @Test
    void shouldNameNoMachinePath() {
        forbid("An absolute path works on one machine only.", MACHINE_PATH);
    }

    @Test
    void shouldOfferEveryLibraryModuleInTheBom() {
        String bom = Repository.read(Repository.root().resolve("bom/pom.xml"));
        Set<String> offered = find(bom, "<dependency>.*<artifactId>(pelton-[a-z0-9-]+)</artifactId>");
        String pom = Repository.read(Repository.root().resolve("pom.xml"));
        Set<String> modules = find(pom, "<module>([a-z0-9-]+)</module>");
        modules.removeAll(Set.of("bom", "tools", "flink", "perf-tests", "examples"));
        modules.removeIf(module -> module.startsWith("examples"));
        Set<String> expected = modules.stream().map(module -> "pelton-" + module)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, offered, "bom/pom.xml lists exactly the modules that a program may depend on");
    }

    @Test
    void shouldGiveTheBomTheVersionOfTheBuild() {
        Pattern own = Pattern.compile("<version>([^<]+)</version>");
        Matcher bom = own.matcher(Repository.read(Repository.root().resolve("bom/pom.xml")));
        Matcher parent = own.matcher(Repository.read(Repository.root().resolve("pom.xml")));
        assertTrue(bom.find() && parent.find());
        assertEquals(parent.group(1), bom.group(1), "the BOM has no parent, so its version is kept equal by this test");
    }

    @Test
    void shouldRunEachReadmeCommandInCi() {
        Path readme = Repository.root().resolve("README.md");
        Rule rule = new Rule("Each command that the README tells a newcomer to type is run by .ci/run, word for word: "
                + "it takes the lines of the sh blocks from the README itself, so both commands must stand in one.");
        String text = Files.exists(readme) ? Repository.read(readme) : "";
        Set<String> commands = find(text, "(?s)```sh\\n(.*?)```").stream()
                .flatMap(String::lines).collect(Collectors.toCollection(TreeSet::new));
        if (!commands.contains("mvn verify")) {
            rule.violated("README.md has no line 'mvn verify' in a block marked sh");
        }
        if (commands.stream().noneMatch(command -> command.startsWith("./pelton run examples/"))) {
            rule.violated("README.md has no line './pelton run examples/…' in a block marked sh");
        }
        rule.prove();
    }

    private void forbid(String reason, Pattern what) {
        Rule rule = new Rule(reason);
        for (Path file : texts) {
            List<String> lines = Repository.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = what.matcher(lines.get(i));
                if (matcher.find()) {
                    rule.violated(Repository.name(file) + ":" + (i + 1) + " " + matcher.group());
                }
            }
        }
        rule.prove();
    }

    private static Set<String> find(String text, String regex) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}

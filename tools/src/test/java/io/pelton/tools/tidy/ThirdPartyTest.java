package io.pelton.tools.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md against the jars that the command is really run with. */
class ThirdPartyTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([\\w-]+) \\| [\\w.-]+:([\\w-]+) \\| ([^|]+) \\|");
    private static final Pattern JAR = Pattern.compile("(.+?)-\\d[\\w.]*(-[\\w.-]+)?\\.jar");
    private static final Set<String> TEST_ONLY = Set.of("junit-jupiter", "junit-jupiter-api", "junit-jupiter-params",
            "junit-jupiter-engine", "junit-platform-commons", "junit-platform-engine", "junit-platform-launcher",
            "opentest4j");

    @Test
    void shouldListEveryShippedJar() {
        Set<String> listed = new TreeSet<>();
        Matcher row = ROW.matcher(Repository.read(Repository.root().resolve("THIRD-PARTY.md")));
        while (row.find()) {
            listed.add(row.group(1));
        }
        assertEquals(listed, shipped(), "THIRD-PARTY.md lists exactly the jars beside pelton-tools: whoever adds one"
                + " looks up its licence first");
    }

    @Test
    void shouldShipNothingUnderTheGpl() {
        Rule rule = new Rule("Nothing under the GPL or AGPL is shipped, and the LGPL only as a choice we don't take.");
        Matcher row = ROW.matcher(Repository.read(Repository.root().resolve("THIRD-PARTY.md")));
        while (row.find()) {
            String taken = row.group(3).replaceAll("\\(or [^)]*\\)", "");
            if (taken.contains("GPL")) {
                rule.violated(row.group(1) + " is under " + row.group(3));
            }
        }
        rule.prove();
    }

    private static Set<String> shipped() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Set<String> shipped = new TreeSet<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Matcher jar = JAR.matcher(new File(entry).getName());
            if (jar.matches() && !jar.group(1).startsWith("pelton-") && !TEST_ONLY.contains(jar.group(1))
                    && !jar.group(1).startsWith("surefire")) {
                shipped.add(jar.group(1));
            }
        }
        return shipped;
    }
}

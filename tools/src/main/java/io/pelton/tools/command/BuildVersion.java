package io.pelton.tools.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: version and commit as the build wrote them into the jar, and the Java that runs. */
final class BuildVersion implements IVersionProvider {
    private static final String RESOURCE = "/io/pelton/tools/build.properties";

    @Override
    public String[] getVersion() {
        Properties build = load();
        return new String[] {
            "pelton " + build.getProperty("git.build.version", "unknown")
                + " (commit " + build.getProperty("git.commit.id.abbrev", "unknown")
                + ", " + build.getProperty("git.commit.time", "unknown") + ")",
            "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name")
                + ", " + System.getProperty("java.home"),
            System.getProperty("os.name") + " " + System.getProperty("os.version")
                + ", " + System.getProperty("os.arch")
                + ", " + Runtime.getRuntime().availableProcessors() + " processors",
        };
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream stream = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the build properties can't be read: resource=" + RESOURCE, e);
        }
        return properties;
    }
}

package io.pelton.tools.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.engine.configuration.EngineKeys;
import io.pelton.engine.configuration.SettingKey;
import io.pelton.engine.connector.TablePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/CONFIGURATION.md against the one place where the keys stand. */
class ConfigurationTest {

    @Test
    void shouldDocumentEveryKeyAsItIs() {
        Path page = Repository.root().resolve("docs/CONFIGURATION.md");
        Rule rule = new Rule("docs/CONFIGURATION.md has each key with the default, unit and meaning that the code has:"
                + " a documented default that isn't the real one is worse than none. The rows that belong there:");
        String text = Files.exists(page) ? Repository.read(page) : "";
        for (SettingKey key : EngineKeys.all()) {
            if (!text.contains(row(key))) {
                rule.violated(row(key));
            }
        }
        rule.prove();
    }

    @Test
    void shouldDocumentNoKeyThatIsNotThere() {
        Path page = Repository.root().resolve("docs/CONFIGURATION.md");
        Rule rule = new Rule("docs/CONFIGURATION.md names only keys and table options that the engine reads.");
        List<String> known = EngineKeys.all().stream().map(SettingKey::name).toList();
        String text = Files.exists(page) ? Repository.read(page) : "";
        text.lines().filter(line -> line.matches("\\| `(pelton|table)\\.[^`]*` \\|.*"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .filter(key -> !known.contains(key) && !TablePolicy.isOption(key))
                .forEach(rule::violated);
        rule.prove();
    }

    @Test
    void shouldHaveEachKeyOnce() {
        List<String> names = EngineKeys.all().stream().map(SettingKey::name).toList();
        assertEquals(names.stream().distinct().collect(Collectors.toList()), names);
    }

    private static String row(SettingKey key) {
        String value = key.defaultValue().isEmpty() ? "–" : "`" + key.defaultValue() + "`";
        return "| `" + key.name() + "` | " + value + " | " + key.unit().replace("|", "\\|") + " | " + key.meaning()
                + " |";
    }
}

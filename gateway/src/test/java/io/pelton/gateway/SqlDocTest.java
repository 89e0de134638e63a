package io.pelton.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.diagnostic.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * docs/SQL.md is true: its queries and functions are accepted, what it calls refused is refused for the reason it
 * gives.
 */
class SqlDocTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static String page() throws IOException {
        Path here = Path.of("docs", "SQL.md");
        return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(here));
    }

    private static String section(String page, String title) {
        int start = page.indexOf("\n## " + title);
        assertTrue(start >= 0, "no section: title=" + title);
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private static List<String[]> rows(String section) {
        List<String[]> rows = new ArrayList<>();
        for (String line : section.split("\n")) {
            if (line.startsWith("| ") && !line.startsWith("|---")) {
                rows.add(line.substring(1, line.length() - 1).replace("\\|", "\u0001").split("\\|"));
            }
        }
        assertFalse(rows.isEmpty(), "no table in the section");
        rows.remove(0);
        return rows;
    }

    private static List<String> codes(String cell) {
        List<String> codes = new ArrayList<>();
        Matcher matcher = CODE.matcher(cell);
        while (matcher.find()) {
            codes.add(matcher.group(1).replace('\u0001', '|'));
        }
        return codes;
    }

    private static String table(String page) {
        int start = page.indexOf("```sql") + "```sql".length();
        return page.substring(start, page.indexOf("```", start));
    }

    @TestFactory
    Stream<DynamicTest> shouldAcceptEveryQueryOfThePage() throws IOException {
        String page = page();
        return rows(section(page, "Queries")).stream().map(row -> DynamicTest.dynamicTest(row[0].strip(),
                () -> accept(table(page) + codes(row[1]).get(0) + ";")));
    }

    @TestFactory
    Stream<DynamicTest> shouldAcceptEveryFunctionOfThePage() throws IOException {
        String page = page();
        return rows(section(page, "Functions")).stream().flatMap(row -> codes(row[1]).stream())
                .map(code -> DynamicTest.dynamicTest(code,
                        () -> accept(table(page) + "SELECT " + code + " AS x FROM readings;")));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseWhatThePageCallsRefused() throws IOException {
        String page = page();
        return rows(section(page, "Refused")).stream().map(row -> DynamicTest.dynamicTest(row[0].strip(), () -> {
            SqlException refused = assertThrows(SqlException.class,
                    () -> SqlFrontEnd.analyze("page.sql", table(page) + codes(row[1]).get(0) + ";"));
            assertTrue(refused.getMessage().toLowerCase(Locale.ROOT).contains(row[2].strip().toLowerCase(Locale.ROOT)),
                    refused.getMessage());
        }));
    }

    private static void accept(String script) {
        try {
            SqlFrontEnd.analyze("page.sql", script);
        } catch (SqlException e) {
            fail(e.getMessage());
        }
    }
}

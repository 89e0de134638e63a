package io.pelton.connectors.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.Connectors;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Schema SCHEMA = Tables.schema("s", ColumnType.string());

    private static List<OptionProblem> check(String... options) {
        Connector files = Connectors.all().stream()
                .filter(each -> each.identifier().equals("filesystem")).findFirst().orElseThrow();
        return files.check(Tables.table(SCHEMA, options), true);
    }

    private static void assertProblem(boolean isError, String expected, String... options) {
        List<OptionProblem> problems = check(options);
        assertTrue(problems.stream().anyMatch(each -> each.isError() == isError && each.message().contains(expected)),
                problems.toString());
    }

    @Test
    void shouldReadFlinksUnits() {
        assertEquals(1_500_000_000L, OptionValues.durationNs("1500ms"));
        assertEquals(60_000_000_000L, OptionValues.durationNs("1 min"));
        assertEquals(5_000_000L, OptionValues.durationNs("5"));
        assertEquals(128L << 20, OptionValues.bytes("128MB"));
        assertEquals(64L << 10, OptionValues.bytes("64 kb"));
        assertEquals('\t', OptionValues.character("\\t"));
        assertThrows(IllegalArgumentException.class, () -> OptionValues.durationNs("1 fortnight"));
        assertThrows(IllegalArgumentException.class, () -> OptionValues.bytes("MB"));
        assertThrows(IllegalArgumentException.class, () -> OptionValues.character("ä"));
    }

    @Test
    void shouldExplainWhatIsWrong() {
        assertProblem(true, "is required: a file or a folder", "connector", "filesystem", "format", "csv");
        assertProblem(true, "is required: csv or json, got 'avro'", "path", "x", "format", "avro");
        assertProblem(true, "did you mean 'csv.field-delimiter'?", "path", "x", "format", "csv", "csv.field-delimeter",
                ";");
        assertProblem(true, "expected true or false, got 'yes'", "path", "x", "format", "csv", "csv.header", "yes");
        assertProblem(true, "expected one ASCII character", "path", "x", "format", "csv", "csv.quote-character", "''");
        assertProblem(true, "ARRAY columns", "path", "x", "format", "csv", "csv.array-element-delimiter", ";");
        assertProblem(true, "expected SQL or ISO-8601", "path", "x", "format", "json",
                "json.timestamp-format.standard", "RFC");
        assertProblem(true, "is not an option of this connector", "path", "x", "format", "json", "csv.header", "true");
        assertProblem(true, "must be above 0", "path", "x", "format", "csv", "source.monitor-interval", "0 s");
        assertProblem(false, "is Pelton's own", "path", "x", "format", "csv", "csv.header", "true");
        assertProblem(false, "never by wall clock", "path", "x", "format", "csv",
                "sink.rolling-policy.check-interval", "1 min");
        assertEquals(List.of(), check("connector", "filesystem", "path", "x", "format", "csv",
                "scan.watermark.idle-timeout", "1 s"));
    }

    @Test
    void shouldLeaveTheEnginesOptionsToTheEngine() {
        for (String own : List.of("pelton.sheddable", "sink.disk-budget", "sink.disk-policy")) {
            assertEquals(List.of(), check("connector", "filesystem", "path", "x", "format", "csv", own, "1"), own);
        }
        assertProblem(true, "is not an option of this connector", "path", "x", "format", "csv", "pelton.shedable",
                "true");
    }
}

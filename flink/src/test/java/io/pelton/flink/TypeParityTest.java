package io.pelton.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.flink.oracle.FlinkOracle;
import io.pelton.flink.pelton.PeltonSubject;
import io.pelton.flink.testcase.CaseReader;
import io.pelton.flink.testcase.SqlCase;
import io.pelton.flink.testcase.TableFiles;
import io.pelton.sql.diagnostic.SqlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every column of every case has the type that Flink gives it. */
class TypeParityTest {
    /** A window's time attribute is never NULL: Flink says so for the functions, not for TUMBLE_ROWTIME. */
    private static final Set<String> KNOWN =
            Set.of("legacy-tumble: Flink wt TIMESTAMP(3), Pelton wt TIMESTAMP(3) NOT NULL");

    @TempDir
    Path folder;

    @Test
    void shouldTypeEveryColumnAsFlinkDoes() throws Exception {
        List<String> differences = new ArrayList<>();
        try (FlinkOracle flink = new FlinkOracle()) {
            for (SqlCase sqlCase : CaseReader.readAll(Path.of("src", "test", "resources", "cases"))) {
                Path inputs = Files.createDirectories(folder.resolve(sqlCase.name()));
                List<String> ddl = TableFiles.write(sqlCase, inputs);
                List<String> expected = flink.columnsOf(ddl, sqlCase.query());
                differences.addAll(differences(sqlCase, ddl, expected));
            }
        }
        differences.removeAll(KNOWN);
        differences.forEach(System.out::println);
        assertEquals(List.of(), differences);
    }

    private static List<String> differences(SqlCase sqlCase, List<String> ddl, List<String> expected) {
        try {
            List<String> actual = PeltonSubject.columnsOf(sqlCase.name(), ddl, sqlCase.query());
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                String left = i < expected.size() ? expected.get(i) : "nothing";
                String right = i < actual.size() ? actual.get(i) : "nothing";
                if (!left.equals(right)) {
                    differences.add(sqlCase.name() + ": Flink " + left + ", Pelton " + right);
                }
            }
            return differences;
        } catch (SqlException e) {
            return List.of(sqlCase.name() + ": refused: " + e.getMessage());
        }
    }
}

package io.pelton.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.flink.oracle.FlinkOracle;
import io.pelton.flink.pelton.PeltonSubject;
import io.pelton.flink.testcase.CaseReader;
import io.pelton.flink.testcase.Comparison;
import io.pelton.flink.testcase.QueryResult;
import io.pelton.flink.testcase.SqlCase;
import io.pelton.flink.testcase.TableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case gives the same rows on Pelton and on Flink. */
class ParityTest {
    /**
     * What the handed-out cases touch and Pelton has no operator for: such cases are left out, by name, in the output.
     */
    private static final Set<String> NOT_BUILT =
            Set.of("match_recognize", "over", "session", "join", "top-n/dedup");

    private static FlinkOracle flink;

    @TempDir
    static Path folder;

    @BeforeAll
    static void startFlink() throws Exception {
        flink = new FlinkOracle();
    }

    @AfterAll
    static void stopFlink() throws Exception {
        flink.close();
    }

    @TestFactory
    Stream<DynamicTest> shouldGiveTheRowsThatFlinkGives() throws Exception {
        List<SqlCase> cases = new ArrayList<>(CaseReader.readAll(Path.of("src", "test", "resources", "cases")));
        Path samples = CaseReader.samplesFolder();
        if (samples == null) {
            System.out.println("not run: the handed-out cases, no folder shared/data/sql_case_samples beside this "
                    + "clone");
        } else {
            for (SqlCase sqlCase : CaseReader.readAll(samples)) {
                if (sqlCase.tags().stream().anyMatch(NOT_BUILT::contains)) {
                    System.out.println("not run: " + sqlCase.name() + ", needs one of " + sqlCase.tags());
                } else {
                    cases.add(sqlCase);
                }
            }
        }
        return cases.stream().map(sqlCase -> DynamicTest.dynamicTest(sqlCase.name(), () -> compare(sqlCase)));
    }

    private static void compare(SqlCase sqlCase) throws Exception {
        Path inputs = Files.createDirectories(folder.resolve(sqlCase.name()));
        List<String> ddl = TableFiles.write(sqlCase, inputs);
        QueryResult expected = flink.run(ddl, sqlCase.query());
        QueryResult actual = onPelton(sqlCase, ddl, inputs);
        List<String> differences = Comparison.differences(expected.rows(), actual.rows(), sqlCase.orderMatters(),
                sqlCase.tags().contains("approximate"));
        assertEquals("", String.join("\n", differences),
                () -> sqlCase.name() + ": " + sqlCase.query() + "\n" + expected.columns());
    }

    private static QueryResult onPelton(SqlCase sqlCase, List<String> ddl, Path inputs) {
        try {
            return PeltonSubject.run(sqlCase.name(), ddl, sqlCase.query(), inputs);
        } catch (Exception e) {
            throw new AssertionError(sqlCase.name() + ": Flink runs it, Pelton doesn't: " + e.getMessage(), e);
        }
    }
}

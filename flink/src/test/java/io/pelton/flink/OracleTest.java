package io.pelton.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.flink.oracle.FlinkOracle;
import io.pelton.flink.testcase.CaseReader;
import io.pelton.flink.testcase.Comparison;
import io.pelton.flink.testcase.QueryResult;
import io.pelton.flink.testcase.SqlCase;
import io.pelton.flink.testcase.TableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle is set up as the published results were made: it gives the rows that the handed-out cases list. */
class OracleTest {
    /** Needs a library of Flink's that no other case needs. */
    private static final String MATCH = "match_recognize";

    @TempDir
    Path folder;

    @Test
    void shouldGiveThePublishedRows() throws Exception {
        Path samples = CaseReader.samplesFolder();
        if (samples == null) {
            System.out.println("not run: no folder shared/data/sql_case_samples beside this clone");
            return;
        }
        List<String> differences = new ArrayList<>();
        try (FlinkOracle flink = new FlinkOracle()) {
            for (SqlCase sqlCase : CaseReader.readAll(samples)) {
                if (!sqlCase.tags().contains(MATCH)) {
                    differences.addAll(differences(flink, sqlCase));
                }
            }
        }
        assertEquals(List.of(), differences);
    }

    private List<String> differences(FlinkOracle flink, SqlCase sqlCase) throws Exception {
        Path inputs = Files.createDirectories(folder.resolve(sqlCase.name()));
        QueryResult result = flink.run(TableFiles.write(sqlCase, inputs), sqlCase.query());
        return Comparison.differences(Comparison.expectedRows(sqlCase, result.columns()), result.rows(),
                        sqlCase.orderMatters(), sqlCase.tags().contains("approximate"))
                .stream().map(line -> sqlCase.name() + ": " + line).toList();
    }
}

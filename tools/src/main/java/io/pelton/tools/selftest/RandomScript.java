package io.pelton.tools.selftest;

import io.pelton.testkit.simulation.JournaledInput;
import io.pelton.testkit.simulation.Oracle;
import io.pelton.testkit.simulation.WrittenFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A script of a few statements over one or two tables, by its number, and the model of all of them. */
final class RandomScript implements Oracle, WrittenFiles {
    static final String UNION = "all_rows";
    private static final long DELAY_MS = 2_000;
    /** As many as two tables of devices have, with the key that they share. */
    private static final int MAX_KEYS = 16;

    private final String name;
    private final int tables;
    private final List<RandomInsert> inserts = new ArrayList<>();

    RandomScript(int number) {
        SplittableRandom random = new SplittableRandom(0xC0FFEEL + number);
        name = "script-" + number;
        tables = 1 + random.nextInt(2);
        int count = 1 + random.nextInt(3);
        // A table that nobody reads is no stream.
        while (inserts.size() < count || !isEveryTableRead()) {
            inserts.add(RandomInsert.random("out" + inserts.size(), tables, random));
        }
    }

    private boolean isEveryTableRead() {
        for (int stream = 0; stream < tables; stream++) {
            int wanted = stream;
            if (inserts.stream().noneMatch(insert -> insert.streams().contains(wanted))) {
                return false;
            }
        }
        return true;
    }

    static String table(int stream) {
        return stream == 0 ? "a" : "b";
    }

    String name() {
        return name;
    }

    String sql() {
        StringBuilder sql = new StringBuilder("SET 'pelton.keys.max' = '" + MAX_KEYS + "';\n");
        for (int i = 0; i < tables; i++) {
            sql.append("CREATE TABLE ").append(table(i)).append(" (device STRING, v BIGINT, ts TIMESTAMP(3),\n")
                    .append("  WATERMARK FOR ts AS ts - INTERVAL '").append(DELAY_MS / 1_000)
                    .append("' SECOND) WITH ('connector' = 'simulated');\n");
        }
        if (inserts.stream().anyMatch(insert -> insert.source().equals(UNION))) {
            sql.append("CREATE VIEW ").append(UNION).append(" AS SELECT * FROM a UNION ALL SELECT * FROM b;\n");
        }
        for (RandomInsert insert : inserts) {
            sql.append("CREATE TABLE ").append(insert.sink()).append(" (").append(insert.sinkColumns())
                    .append(") WITH (").append(insert.sinkOptions()).append(");\n");
        }
        sql.append("EXECUTE STATEMENT SET BEGIN\n");
        inserts.forEach(insert -> sql.append(insert.sql()));
        return sql.append("END;\n").toString();
    }

    @Override
    public Map<String, List<String>> results(List<JournaledInput> inputs) {
        List<StreamClock> clocks = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            clocks.add(new StreamClock(DELAY_MS));
        }
        List<RandomInsert.Model> models = inserts.stream().map(insert -> insert.new Model()).toList();
        for (JournaledInput input : inputs) {
            StreamClock clock = clocks.get(input.stream());
            switch (input.kind()) {
                case OPEN -> clock.open(input.partition());
                case END -> clock.end(input.partition());
                case ROW -> {
                    for (int i = 0; i < models.size(); i++) {
                        models.get(i).row(input.stream(), input.reading(), watermarkMs(inserts.get(i), clocks));
                    }
                    clock.row(input.partition(), input.reading().eventTimeMs());
                }
            }
        }
        Map<String, List<String>> results = new HashMap<>();
        for (int i = 0; i < models.size(); i++) {
            results.put(inserts.get(i).sink(), models.get(i).results());
        }
        return results;
    }

    @Override
    public List<String> rows(Path root, String table) throws IOException {
        RandomInsert insert = inserts.stream().filter(each -> each.sink().equals(table)).findFirst().orElseThrow();
        List<Path> parts = new ArrayList<>();
        if (Files.isDirectory(root.resolve(table))) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(table), "part-*")) {
                files.forEach(parts::add);
            }
        }
        parts.sort(null);
        List<String> rows = new ArrayList<>();
        for (Path part : parts) {
            for (String line : Files.readAllLines(part)) {
                String[] columns = line.split(",", -1);
                for (int column : insert.timeColumns()) {
                    columns[column] = Long.toString(LocalDateTime.parse(columns[column].replace("\"", "")
                            .replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli());
                }
                rows.add(String.join("|", columns));
            }
        }
        return rows;
    }

    private static long watermarkMs(RandomInsert insert, List<StreamClock> clocks) {
        return insert.streams().stream().mapToLong(stream -> clocks.get(stream).watermarkMs()).min().orElseThrow();
    }
}

package io.pelton.perf.workload;

/** The workloads, by the names that the figures are quoted with. */
public enum Workload {
    W1("sliding 10 s / 2 s, COUNT AVG MIN MAX by device", """
            INSERT INTO results
            SELECT device, window_end, COUNT(*), AVG(temperature), MIN(temperature), MAX(temperature)
            FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
            GROUP BY device, window_start, window_end"""),
    W2("tumbling 10 s, COUNT AVG MIN MAX by device", """
            INSERT INTO results
            SELECT device, window_end, COUNT(*), AVG(temperature), MIN(temperature), MAX(temperature)
            FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY device, window_start, window_end"""),
    W4("filter 1 %, then project", """
            INSERT INTO results
            SELECT device, ts, CAST(1 AS BIGINT), temperature * 1.8E0 + 32, temperature, temperature
            FROM readings WHERE temperature > 99.25E0"""),
    PASS("every row, untouched", """
            INSERT INTO results
            SELECT device, ts, CAST(1 AS BIGINT), temperature, temperature, temperature FROM readings""");

    private final String meaning;
    private final String query;

    Workload(String meaning, String query) {
        this.meaning = meaning;
        this.query = query;
    }

    public String meaning() {
        return meaning;
    }

    /** The INSERT alone. */
    public String query() {
        return query;
    }

    /** Size of the windows, 0 for none. */
    public long windowMs() {
        return this == W1 || this == W2 ? 10_000 : 0;
    }

    /** Distance of the windows' starts, 0 for none. */
    public long slideMs() {
        return this == W1 ? 2_000 : windowMs();
    }

    /**
     * The whole script.
     *
     * @param sourceOptions content of the source's WITH clause
     * @param sinkOptions   content of the sink's WITH clause
     */
    public String script(String sourceOptions, String sinkOptions) {
        return """
                CREATE TABLE readings (
                  device INT,
                  ts TIMESTAMP(3),
                  temperature DOUBLE,
                  WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
                ) WITH (%s);
                CREATE TABLE results (
                  device INT,
                  result_time TIMESTAMP(3),
                  reading_count BIGINT,
                  average DOUBLE,
                  lowest DOUBLE,
                  highest DOUBLE
                ) WITH (%s);
                %s;
                """.formatted(sourceOptions, sinkOptions, query);
    }
}

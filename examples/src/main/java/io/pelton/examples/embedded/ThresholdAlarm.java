package io.pelton.examples.embedded;

import io.pelton.connectors.memory.InProcessWriter;
import io.pelton.engine.row.RowWriter;
import io.pelton.gateway.Pelton;
import io.pelton.gateway.PeltonOptions;
import io.pelton.gateway.script.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program with Pelton inside: it writes temperatures, one a second, and is told which ten seconds were too hot
 * on average. Run it with the flags that README names.
 */
public final class ThresholdAlarm {
    private static final String SQL = """
            CREATE TABLE readings (
              device STRING,
              temp DOUBLE,
              ts TIMESTAMP(3),
              WATERMARK FOR ts AS ts - INTERVAL '1' SECOND
            ) WITH ('connector' = 'in-process', 'bounded' = 'true');

            CREATE TABLE alarms (device STRING, window_start TIMESTAMP(3), mean DOUBLE)
              WITH ('connector' = 'in-process');

            INSERT INTO alarms
            SELECT device, window_start, AVG(temp)
            FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY device, window_start, window_end
            HAVING AVG(temp) > 30;
            """;
    private static final int DEVICE = 0;
    private static final int TEMP = 1;
    private static final int TS = 2;
    private static final int MEAN = 2;
    private static final int SECONDS = 60;

    private ThresholdAlarm() {
    }

    /** Feeds a minute of readings, hot from second 30 on, and gives the alarms as text. */
    public static List<String> run(PeltonOptions options) throws InterruptedException {
        List<String> alarms = new ArrayList<>();
        try (Pelton pelton = Pelton.open(Script.ofText("threshold-alarm", SQL), options)) {
            pelton.sink("alarms", row -> alarms.add(row.getString(DEVICE) + " " + row.getDouble(MEAN)));
            pelton.start();
            InProcessWriter readings = pelton.source("readings").newWriter();
            for (int second = 0; second < SECONDS; second++) {
                RowWriter row = readings.row();
                row.putString(DEVICE, "boiler-1");
                row.putDouble(TEMP, second < SECONDS / 2 ? 22.5 : 31.25);
                row.putLong(TS, second * 1_000L);
                readings.write();
            }
            pelton.source("readings").end();
            pelton.await();
        }
        return alarms;
    }

    public static void main(String[] args) throws InterruptedException {
        run(PeltonOptions.ephemeral()).forEach(System.out::println);
    }
}

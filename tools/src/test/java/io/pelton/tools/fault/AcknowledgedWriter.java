package io.pelton.tools.fault;

import io.pelton.connectors.memory.InProcessSource;
import io.pelton.connectors.memory.InProcessWriter;
import io.pelton.engine.EngineState;
import io.pelton.engine.row.RowWriter;
import io.pelton.gateway.Pelton;
import io.pelton.gateway.PeltonOptions;
import io.pelton.gateway.script.Script;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program with Pelton inside: {@code AcknowledgedWriter STATE OUT DURABILITY SEGMENT-BYTES COUNT}. It writes the
 * numbers from where its state is to COUNT, or for ever when that is 0, and tells on standard output what it has been
 * told: {@code resumed ROWS} once, then {@code durable ROWS seen ROWS}, where seen is what a sink was given.
 */
final class AcknowledgedWriter {
    /** One in so many numbers goes to the file sink. */
    static final int EVERY = 3;
    private static final String SQL = """
            SET 'pelton.journal.durability' = '%s';
            SET 'pelton.journal.segment-bytes' = '%s';
            SET 'pelton.snapshot.interval' = '200 ms';
            CREATE TABLE numbers (id BIGINT, name STRING) WITH ('connector' = 'in-process', 'bounded' = 'true');
            CREATE TABLE thirds (id BIGINT, name STRING)
              WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'csv', 'sink.rolling-policy.rows' = '2000');
            CREATE TABLE seen (id BIGINT) WITH ('connector' = 'in-process');
            EXECUTE STATEMENT SET BEGIN
            INSERT INTO thirds SELECT id, name FROM numbers WHERE MOD(id, 3) = 0;
            INSERT INTO seen SELECT id FROM numbers;
            END;
            """;

    private AcknowledgedWriter() {
    }

    public static void main(String[] args) throws InterruptedException {
        String sql = SQL.formatted(args[2], args[3], args[1]);
        AtomicLong seen = new AtomicLong();
        long count = Long.parseLong(args[4]);
        PrintStream out = System.out;
        try (Pelton pelton = Pelton.open(Script.ofText("numbers", sql), PeltonOptions.durable(Path.of(args[0])))) {
            pelton.sink("seen", row -> seen.lazySet(row.getLong(0) + 1));
            pelton.start();
            InProcessSource source = pelton.source("numbers");
            while (source.resumedRows() < 0 && pelton.state() == EngineState.RUNNING) {
                Thread.onSpinWait();
            }
            out.println("resumed " + source.resumedRows());
            Thread writer = new Thread(() -> write(source, count), "writer");
            writer.setDaemon(true);
            writer.start();
            long told = -1;
            while (pelton.await(1, TimeUnit.MILLISECONDS) == EngineState.RUNNING) {
                long seenNow = seen.get();
                long durable = source.durableRows();
                if (durable != told) {
                    told = durable;
                    out.println("durable " + durable + " seen " + seenNow);
                }
            }
            out.println("ended " + pelton.state() + " durable " + source.durableRows());
            if (pelton.failure() != null) {
                pelton.failure().printStackTrace();
            }
        }
    }

    private static void write(InProcessSource source, long count) {
        InProcessWriter writer = source.newWriter();
        for (long id = source.resumedRows(); count == 0 || id < count; id++) {
            RowWriter row = writer.row();
            row.putLong(0, id);
            row.putString(1, "n" + id * 31);
            writer.write();
        }
        source.end();
    }

    /** What the file sink holds when all numbers below {@code count} have gone through. */
    static String expected(long count) {
        StringBuilder all = new StringBuilder();
        for (long id = 0; id < count; id += EVERY) {
            all.append(id).append(",n").append(id * 31).append('\n');
        }
        return all.toString();
    }
}

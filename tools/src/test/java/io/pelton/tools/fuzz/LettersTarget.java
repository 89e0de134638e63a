package io.pelton.tools.fuzz;

import io.pelton.engine.egress.DeadLetterSink;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.DeadLetterWriter;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.sink.SinkException;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** The dead-letter file, which is its own cursor: opening leaves a beginning of it, and opening again agrees. */
final class LettersTarget implements FuzzTarget {
    private static final List<String> TEXTS = List.of(
            "plain", "line\nfeed\rreturn", "next\u0085line", "separators\u2028\u2029", "\"}\\", "\u00e9\ud83d\ude00");

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path file = disk.path("/letters.jsonl");
    private final FuzzScript script = new FuzzScript();
    private final SinkContext context = new SinkContext(
            DeadLetterSink.NAME, script.topology().streams().get(0).layout(), new UUID(1, 2), true);
    private final byte[] good;

    LettersTarget() throws IOException {
        DeadLetterSink sink = sink();
        sink.open(context);
        for (int i = 0; i < TEXTS.size(); i++) {
            byte[] text = TEXTS.get(i).getBytes(StandardCharsets.UTF_8);
            UnsafeBuffer slot = new UnsafeBuffer(new byte[DeadLetterLayout.MIN_ROW_BYTES]);
            new DeadLetterWriter().begin(slot, 0, slot.capacity(), 1, DeadLetterLayout.ORIGIN_BYTES)
                    .input(0, 1, 0, 1)
                    .operator(DeadLetterLayout.NO_OPERATOR, DeadLetterLayout.NO_OPERATOR, Long.MIN_VALUE,
                            Long.MIN_VALUE)
                    .finish("detail", new UnsafeBuffer(text), 0, text.length);
            RowHeader.sequence(slot, 0, 10L + i);
            sink.deliver(slot, 0);
            sink.flush();
            Findings.require(reopened() == 10L + i, "a whole letter counts as torn: " + TEXTS.get(i));
        }
        sink.close();
        good = Files.readAllBytes(file);
    }

    private DeadLetterSink sink() {
        return new DeadLetterSink(script.topology(), file, true);
    }

    private long reopened() {
        DeadLetterSink sink = sink();
        try {
            return sink.open(context);
        } finally {
            sink.close();
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(good, Arrays.copyOf(good, good.length - 5), new byte[0],
                "{\"sequence\":99999999999999999999,}\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void run(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            long last = reopened();
            byte[] left = Files.readAllBytes(file);
            Findings.require(left.length <= input.length && Arrays.equals(left, Arrays.copyOf(input, left.length)),
                    "opening changed letters");
            Findings.require(reopened() == last && Arrays.equals(left, Files.readAllBytes(file)),
                    "opening again disagrees");
        } catch (SinkException e) {
            Findings.require(Arrays.equals(input, Files.readAllBytes(file)), "refused, but changed");
        }
        Findings.require(disk.openChannels() == 0, "left open: " + disk.openFiles());
    }
}

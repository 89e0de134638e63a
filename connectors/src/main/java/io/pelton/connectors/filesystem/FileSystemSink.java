package io.pelton.connectors.filesystem;

import io.pelton.connectors.format.ByteText;
import io.pelton.connectors.format.RowEncoder;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.sink.SinkException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Writes rows as part files, exactly once: the last finished part is the cursor, and what an interrupted run left in
 * progress is written again. The parts one after the other are the same bytes however often a run was interrupted. The
 * egress thread only.
 */
final class FileSystemSink implements Sink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String path;
    private final RowEncoder encoder;
    private final RollingPolicy policy;
    private final PartFolder folder;
    private final ByteText text = new ByteText(2 * BUFFER_BYTES);
    private RowReader reader;
    private String table;
    private boolean isFirstPart;
    private long finishedSequence = -1;
    private long firstSequence;
    private long lastSequence;
    private long rows;
    private long bytes;
    private long interval;

    FileSystemSink(Path base, String path, String extension, RowEncoder encoder, RollingPolicy policy) {
        this.path = path;
        this.encoder = encoder;
        this.policy = policy;
        folder = new PartFolder(base.resolve(path), extension);
    }

    @Override
    public long open(SinkContext context) {
        reader = new RowReader(context.layout());
        table = context.name();
        finishedSequence = folder.open("table=" + table + " journal=" + context.journalId() + "\n");
        isFirstPart = finishedSequence < 0;
        return finishedSequence;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        reader.wrap(buffer, row);
        if (reader.changeKind() != ChangeKind.INSERT) {
            throw new SinkException("files take only new rows, this query also corrects or deletes rows: table=" + table
                    + " path=" + path + " change=" + reader.changeKind());
        }
        long rowInterval = policy.interval(reader.eventTimeMs());
        if (rows > 0 && isFull(rowInterval)) {
            finishPart();
        }
        if (rows == 0) {
            firstSequence = reader.sequence();
            interval = Math.max(interval, rowInterval);
            folder.begin(firstSequence);
            if (isFirstPart) {
                encoder.header(text);
            }
        }
        int before = text.length();
        encoder.encode(reader, text);
        bytes += text.length() - before;
        rows++;
        lastSequence = reader.sequence();
        if (text.length() >= BUFFER_BYTES) {
            write();
        }
        return true;
    }

    private boolean isFull(long rowInterval) {
        return bytes >= policy.maxBytes() || policy.maxRows() > 0 && rows >= policy.maxRows() || rowInterval > interval;
    }

    private void write() {
        if (text.length() > 0) {
            folder.write(ByteBuffer.wrap(text.bytes(), 0, text.length()));
            text.clear();
        }
    }

    private void finishPart() {
        write();
        folder.finish(firstSequence, lastSequence);
        finishedSequence = lastSequence;
        isFirstPart = false;
        rows = 0;
        bytes = 0;
    }

    @Override
    public long flush() {
        if (rows > 0) {
            write();
        }
        return finishedSequence;
    }

    @Override
    public long finish() {
        if (rows > 0) {
            finishPart();
        }
        return finishedSequence;
    }

    @Override
    public void close() {
        folder.close();
    }
}

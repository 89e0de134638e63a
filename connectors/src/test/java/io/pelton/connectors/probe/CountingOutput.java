package io.pelton.connectors.probe;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.SourceOutput;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes rows into one slot that is used again, and counts them: for measuring what a source costs. */
public final class CountingOutput implements SourceOutput {
    public long accepted;
    public long invalid;
    public long duplicates;
    /** A sum over row lengths, so that no work can be left out. */
    public long lengths;

    private final RowWriter writer;
    private final UnsafeBuffer slot;

    public CountingOutput(RowLayout layout) {
        writer = new RowWriter(layout);
        slot = new UnsafeBuffer(new byte[layout.maxBytes() + Long.BYTES]);
    }

    @Override
    public boolean claim(int rowCount) {
        return true;
    }

    @Override
    public RowWriter row(int index) {
        return writer.begin(slot, 0);
    }

    @Override
    public void accept(int index, int partition, long position) {
        lengths += writer.finish();
        accepted++;
    }

    @Override
    public void invalid(
            int index, int partition, long position, String reason, DirectBuffer raw, int rawOffset, int rawBytes) {
        invalid++;
    }

    @Override
    public void duplicates(int partition, long count) {
        duplicates += count;
    }

    @Override
    public void publish() {
        // One slot is enough.
    }

    @Override
    public int open(String identity) {
        return 0;
    }

    @Override
    public boolean position(int partition, long position, long digest) {
        return true;
    }

    @Override
    public boolean end(int partition, long position) {
        return true;
    }
}

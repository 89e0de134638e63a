package io.pelton.connectors.probe;

import io.pelton.connectors.format.ByteText;
import io.pelton.connectors.format.PlainText;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.SourceOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keeps what a source publishes; refuses when {@link #room} is used up. Breaches of the contract are AssertionErrors.
 */
public final class RecordedOutput implements SourceOutput {
    /** Rows as Flink's print shows them, or "INVALID reason | bytes". */
    public final List<String> rows = new ArrayList<>();
    /** Positions of {@link #rows}. */
    public final List<Long> positions = new ArrayList<>();
    /** "position digest" of each published checksum. */
    public final List<String> checksums = new ArrayList<>();
    public final List<String> identities = new ArrayList<>();
    /** Rows said to have come again. */
    public long duplicates;
    /** Position of the end, -1 before it. */
    public long end = -1;
    /** Claims and marks that still fit. */
    public long room = Long.MAX_VALUE;

    private final RowReader reader;
    private final RowWriter writer;
    private final UnsafeBuffer slot;
    private final ByteText text = new ByteText(256);
    private boolean isClaimed;
    private boolean isFilled;
    private long checked = -1;
    private long checkedDigest;

    public RecordedOutput(RowLayout layout) {
        reader = new RowReader(layout);
        writer = new RowWriter(layout);
        slot = new UnsafeBuffer(new byte[layout.maxBytes()]);
    }

    /** Where a run that stopped now would resume. */
    public List<ResumePosition> resume() {
        if (identities.isEmpty()) {
            return List.of();
        }
        long position = positions.isEmpty() ? -1 : positions.get(positions.size() - 1);
        return List.of(new ResumePosition(0, identities.get(0), position, checked, checkedDigest, end >= 0));
    }

    @Override
    public boolean claim(int rowCount) {
        check(!isClaimed && rowCount == 1, "claim of a second message");
        if (!takeRoom()) {
            return false;
        }
        isClaimed = true;
        isFilled = false;
        Arrays.fill(slot.byteArray(), (byte) 0x55);
        return true;
    }

    private boolean takeRoom() {
        if (room <= 0) {
            return false;
        }
        room--;
        return true;
    }

    @Override
    public RowWriter row(int index) {
        check(isClaimed && !isFilled, "row of a slot that isn't claimed");
        return writer.begin(slot, 0);
    }

    @Override
    public void accept(int index, int partition, long position) {
        check(isClaimed && !isFilled, "accept of a slot that isn't claimed");
        writer.finish();
        text.clear();
        PlainText.row(reader.wrap(slot, 0), text);
        rows.add(new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8));
        positions.add(position);
        isFilled = true;
    }

    @Override
    public void invalid(
            int index, int partition, long position, String reason, DirectBuffer raw, int rawOffset, int rawBytes) {
        check(isClaimed && !isFilled, "invalid of a slot that isn't claimed");
        byte[] bytes = new byte[rawBytes];
        raw.getBytes(rawOffset, bytes);
        rows.add("INVALID " + reason + " | " + new String(bytes, StandardCharsets.UTF_8));
        positions.add(position);
        isFilled = true;
    }

    @Override
    public void duplicates(int partition, long count) {
        check(partition < identities.size(), "duplicates of a partition that isn't open");
        duplicates += count;
    }

    @Override
    public void publish() {
        check(isClaimed && isFilled, "publish of slots that aren't filled");
        isClaimed = false;
    }

    @Override
    public int open(String identity) {
        check(!isClaimed, "open inside a claim");
        if (!takeRoom()) {
            return -1;
        }
        identities.add(identity);
        return identities.size() - 1;
    }

    @Override
    public boolean position(int partition, long position, long digest) {
        check(!isClaimed, "position inside a claim");
        if (!takeRoom()) {
            return false;
        }
        checksums.add(position + " " + digest);
        checked = position;
        checkedDigest = digest;
        return true;
    }

    @Override
    public boolean end(int partition, long position) {
        check(!isClaimed && end < 0, "end inside a claim or for the second time");
        if (!takeRoom()) {
            return false;
        }
        end = position;
        return true;
    }

    private static void check(boolean isGood, String problem) {
        if (!isGood) {
            throw new AssertionError(problem);
        }
    }
}

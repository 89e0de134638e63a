package io.pelton.engine.recovery;

import io.pelton.journal.Journal;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the manifest what must be there from now on, so that a file that goes missing, or an old copy of one, is
 * noticed. The threads that sync and write snapshots, off every hot path: it blocks on the device.
 */
public final class HoldingsKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(HoldingsKeeper.class);

    private final StateFolder folder;
    private final Journal input;
    private final Journal output;
    private final Supplier<SortedMap<String, Long>> cursors;

    /** @param cursors what every sink has for good, power cuts included, by the name of its cursor file */
    public HoldingsKeeper(
            StateFolder folder, Journal input, Journal output, Supplier<SortedMap<String, Long>> cursors) {
        this.folder = folder;
        this.input = input;
        this.output = output;
        this.cursors = cursors;
    }

    /**
     * A start has succeeded with these snapshots: damaged ones go to quarantine, and those that are missing aren't
     * missed any more.
     */
    void found(Collection<SnapshotHeader> good) {
        SortedMap<String, Holdings.Point> points = points(good);
        try {
            for (Path file : SnapshotStore.files(folder.snapshots())) {
                if (!points.containsKey(file.getFileName().toString())) {
                    folder.takeOutOfUse(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshots can't be listed; folder=" + folder.snapshots(), e);
        }
        isUpdated(held -> held.withSnapshots(points));
    }

    private static SortedMap<String, Holdings.Point> points(Collection<SnapshotHeader> headers) {
        SortedMap<String, Holdings.Point> points = new TreeMap<>();
        for (SnapshotHeader header : headers) {
            points.put(SnapshotStore.nameOf(header),
                    new Holdings.Point(header.inputSequence(), header.outputSequence()));
        }
        return points;
    }

    /** A snapshot has been installed; {@code kept} are the ones there now. On a full disk the next one says it. */
    void installed(Collection<SnapshotHeader> kept) {
        SortedMap<String, Holdings.Point> points = points(kept);
        SortedMap<String, Long> known = cursors.get();
        isUpdated(held -> held.withSnapshots(points).withCursors(known)
                .withInput(new Holdings.Segments(held.input().baseSequence(), input.holdings().newest()))
                .withOutput(new Holdings.Segments(held.output().baseSequence(), output.holdings().newest())));
    }

    /**
     * Segments that hold only rows before these are about to be removed.
     *
     * @return false when the disk has no room for saying so: then they must stay for now
     */
    public boolean isPruningKnown(long inputBefore, long outputBefore) {
        return isUpdated(held ->
                held.withInput(input.holdingsFrom(inputBefore)).withOutput(output.holdingsFrom(outputBefore)));
    }

    private boolean isUpdated(UnaryOperator<Holdings> change) {
        try {
            folder.updateHoldings(change);
            return true;
        } catch (DiskFullException e) {
            LOG.warn("The disk is full, the manifest is written later. {}", e.getMessage());
            return false;
        }
    }
}

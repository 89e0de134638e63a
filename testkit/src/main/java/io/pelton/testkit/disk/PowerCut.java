package io.pelton.testkit.disk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Decides what a power cut leaves, and leaves it. Guarded by the disk's lock. */
final class PowerCut {
    private static final int CHANCES = 16;

    private final DiskTree tree;
    private final LossVariant variant;
    private final SplittableRandom random;
    /** Of {@value #CHANCES} coins, how many say that something survives. */
    private final int odds;
    /** The operation that is torn, and that others are compared with where their order counts. */
    private final long tornOperation;

    PowerCut(DiskTree tree, LossVariant variant, long seed) {
        this.tree = tree;
        this.variant = variant;
        random = new SplittableRandom(seed);
        odds = 1 + random.nextInt(CHANCES - 1);
        tornOperation = chooseTorn();
    }

    void happen() {
        tree.log().settle(this::survives, directory -> isInOrder());
        TreeMap<Long, DiskNode> found = new TreeMap<>();
        find(tree.root(), found);
        for (DiskNode node : found.values()) {
            node.forgetUsers();
            if (node instanceof DiskFile file) {
                leave(file);
            }
        }
        tree.channels().forEach(DiskChannel::die);
        tree.channels().clear();
        tree.recount();
        tree.faults().powerOn();
    }

    /** Lets each folder have its durable names only. */
    private static void find(DiskNode node, TreeMap<Long, DiskNode> found) {
        if (found.put(node.id(), node) == null && node instanceof DiskDirectory directory) {
            directory.entries().clear();
            directory.entries().putAll(directory.durable());
            directory.entries().values().forEach(child -> find(child, found));
        }
    }

    private long chooseTorn() {
        List<Long> operations = new ArrayList<>();
        for (DiskNode node : tree.nodes().values()) {
            if (node instanceof DiskFile file) {
                file.pending().stream().filter(change -> variant == LossVariant.PREFIX || !change.isTruncate())
                        .forEach(change -> operations.add(change.operation()));
            }
        }
        if (variant == LossVariant.PREFIX) {
            tree.log().pending().forEach(operation -> operations.add(operation.operation()));
            Collections.sort(operations);
            int chosen = random.nextInt(operations.size() + 1);
            return chosen == operations.size() ? Long.MAX_VALUE : operations.get(chosen);
        }
        return operations.isEmpty() ? Long.MAX_VALUE : Collections.max(operations);
    }

    private boolean isLucky() {
        return random.nextInt(CHANCES) < odds;
    }

    /** Whether a lost operation takes those with it that came after it in the same folder; drawn for each. */
    private boolean isInOrder() {
        return (variant == LossVariant.SECTORS_AT_RANDOM || variant == LossVariant.PAGES_AT_RANDOM)
                && random.nextBoolean();
    }

    private boolean survives(EntryOperation operation) {
        return switch (variant) {
            case NOTHING_LOST, TORN_LAST_WRITE -> true;
            case ALL_UNFORCED_LOST -> false;
            case PREFIX -> operation.operation() < tornOperation;
            case SECTORS_AT_RANDOM, PAGES_AT_RANDOM, NAMES_WITHOUT_CONTENT -> isLucky();
        };
    }

    private void leave(DiskFile file) {
        switch (variant) {
            case NOTHING_LOST -> file.become(withAll(file), lengthAfter(file, file.pending().size()));
            case ALL_UNFORCED_LOST -> file.become(file.durable(), file.durableLength());
            case PREFIX, TORN_LAST_WRITE -> leaveTorn(file);
            case SECTORS_AT_RANDOM -> leaveUnits(file, DiskFile.SECTOR_BYTES);
            case PAGES_AT_RANDOM -> leaveUnits(file, PageTable.PAGE_BYTES);
            case NAMES_WITHOUT_CONTENT -> file.become(file.durable(), isLucky()
                    ? lengthAfter(file, file.pending().size()) : file.durableLength());
        }
    }

    private static PageTable withAll(DiskFile file) {
        file.pending().forEach(change -> change.applyTo(file.durable()));
        return file.durable();
    }

    private static long lengthAfter(DiskFile file, int operations) {
        long length = file.durableLength();
        for (FileOperation change : file.pending().subList(0, operations)) {
            length = change.lengthAfter(length);
        }
        return length;
    }

    private void leaveTorn(DiskFile file) {
        long length = file.durableLength();
        for (FileOperation change : file.pending()) {
            if (change.operation() == tornOperation) {
                tear(change, file.durable());
                length = isLucky() ? change.lengthAfter(length) : length;
            } else if (variant == LossVariant.TORN_LAST_WRITE || change.operation() < tornOperation) {
                change.applyTo(file.durable());
                length = change.lengthAfter(length);
            }
        }
        file.become(file.durable(), length);
    }

    private void tear(FileOperation change, PageTable pages) {
        if (change.isTruncate()) {
            return;
        }
        for (long unit = change.at() / DiskFile.SECTOR_BYTES; unit * DiskFile.SECTOR_BYTES < change.end(); unit++) {
            if (isLucky()) {
                change.applyTo(pages, unit * DiskFile.SECTOR_BYTES, (unit + 1) * DiskFile.SECTOR_BYTES);
            }
        }
    }

    /**
     * Each unit gets the first of the writes to it, as many as chance says. A truncation is one change of the file's
     * map of blocks: when it is lost, nothing that came after it can be seen either.
     */
    private void leaveUnits(DiskFile file, int unitBytes) {
        List<FileOperation> visible = visible(file);
        Map<Long, Integer> left = new LinkedHashMap<>();
        int firstLength = 0;
        for (int i = 0; i < visible.size(); i++) {
            FileOperation change = visible.get(i);
            for (long unit = change.at() / unitBytes; unit * unitBytes < endOf(change); unit++) {
                left.merge(unit, 1, Integer::sum);
            }
            firstLength = change.isTruncate() ? i + 1 : firstLength;
        }
        left.replaceAll((unit, changes) -> version(0, changes));
        for (FileOperation change : visible) {
            if (change.isTruncate()) {
                change.applyTo(file.durable());
            }
            for (long unit = change.at() / unitBytes; unit * unitBytes < endOf(change); unit++) {
                if (left.merge(unit, -1, Integer::sum) >= 0) {
                    change.applyTo(file.durable(), unit * unitBytes, (unit + 1) * unitBytes);
                }
            }
        }
        file.become(file.durable(), lengthAfter(file, version(firstLength, visible.size())));
    }

    /** Truncations touch no unit. */
    private static long endOf(FileOperation change) {
        return change.isTruncate() ? Long.MIN_VALUE : change.end();
    }

    private List<FileOperation> visible(DiskFile file) {
        for (int i = 0; i < file.pending().size(); i++) {
            if (file.pending().get(i).isTruncate() && !isLucky()) {
                return file.pending().subList(0, i);
            }
        }
        return file.pending();
    }

    /** The last one, the first one or, where there are some in between, sometimes one of those. */
    private int version(int first, int last) {
        boolean isBetween = last - first > 1 && random.nextInt(3) == 0;
        return isBetween ? first + 1 + random.nextInt(last - first - 1) : isLucky() ? last : first;
    }
}

package io.pelton.testkit.disk;

import io.pelton.testkit.disk.EntryOperation.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The folders' operations since their forces, in order. Guarded by the disk's lock. */
final class EntryLog {
    private final List<EntryOperation> pending = new ArrayList<>();

    void add(long operation, Change... changes) {
        pending.add(new EntryOperation(operation, new ArrayList<>(Arrays.asList(changes))));
    }

    List<EntryOperation> pending() {
        return pending;
    }

    /** Makes a folder's names durable. */
    void force(DiskDirectory directory) {
        for (int i = 0; i < pending.size(); i++) {
            EntryOperation operation = pending.get(i);
            for (Change change : operation.carriedBy(directory)) {
                for (EntryOperation earlier : pending.subList(0, i)) {
                    earlier.changes().removeIf(change::isOfSameName);
                }
                change.makeDurable();
                operation.changes().remove(change);
            }
        }
        pending.removeIf(operation -> operation.changes().isEmpty());
    }

    /** Sets or, with null, removes a name for good, whatever is due for it. */
    void replace(DiskDirectory directory, String name, DiskNode node) {
        Change change = new Change(directory, name, node);
        pending.forEach(operation -> operation.changes().removeIf(change::isOfSameName));
        pending.removeIf(operation -> operation.changes().isEmpty());
        change.makeDurable();
    }

    /**
     * Decides operation by operation; one that follows a lost one of the same name, or of the same folder, is lost.
     *
     * @param isInOrder which folders keep their order
     */
    void settle(Predicate<EntryOperation> survives, Predicate<DiskDirectory> isInOrder) {
        Set<Object> broken = new HashSet<>();
        for (Iterator<EntryOperation> operations = pending.iterator(); operations.hasNext(); operations.remove()) {
            EntryOperation operation = operations.next();
            boolean isLost = !survives.test(operation);
            for (Change change : operation.changes()) {
                isLost |= broken.contains(change.directory())
                        || broken.contains(List.of(change.directory(), change.name()));
            }
            for (Change change : operation.changes()) {
                if (!isLost) {
                    change.makeDurable();
                } else {
                    broken.add(isInOrder.test(change.directory())
                            ? change.directory()
                            : List.of(change.directory(), change.name()));
                }
            }
        }
    }
}

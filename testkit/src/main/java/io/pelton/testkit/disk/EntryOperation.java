package io.pelton.testkit.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * One create, delete, link or rename that is not durable yet.
 *
 * @param operation its number
 * @param changes   what is left of it to be made durable
 */
record EntryOperation(long operation, List<Change> changes) {
    /** A name's new node, null when the name goes. */
    record Change(DiskDirectory directory, String name, DiskNode after) {
        void makeDurable() {
            if (after == null) {
                directory.durable().remove(name);
            } else {
                directory.durable().put(name, after);
            }
        }

        boolean isOfSameName(Change other) {
            return directory == other.directory && name.equals(other.name);
        }
    }

    /**
     * Those changes that go with a force of a folder. A rename never loses the file: when the old name goes, the new
     * one is there, whichever folder it is in.
     */
    List<Change> carriedBy(DiskDirectory directory) {
        List<Change> carried = new ArrayList<>();
        boolean isOldNameGone = false;
        for (Change change : changes) {
            if (change.directory == directory) {
                carried.add(change);
                isOldNameGone |= change.after == null;
            }
        }
        return isOldNameGone ? List.copyOf(changes) : carried;
    }
}

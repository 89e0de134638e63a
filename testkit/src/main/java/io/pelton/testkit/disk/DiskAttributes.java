package io.pelton.testkit.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a file or folder was when somebody asked. */
record DiskAttributes(boolean isDirectory, long size, FileTime creationTime, FileTime lastModifiedTime, Object fileKey)
        implements BasicFileAttributes {
    /** Prints as the keys of Unix file systems do, of which programs keep the last part. */
    record Key(long node) {
        @Override
        public String toString() {
            return "(dev=simulated,ino=" + node + ")";
        }
    }

    static DiskAttributes of(DiskNode node) {
        return new DiskAttributes(node instanceof DiskDirectory, node.size(), FileTime.fromMillis(node.createdMs()),
                FileTime.fromMillis(node.modifiedMs()), new Key(node.id()));
    }

    /** Some of them by name, as "basic:size,fileKey" or "*" say. */
    static Map<String, Object> named(BasicFileAttributes attributes, String names) {
        Map<String, Object> all = new TreeMap<>();
        all.put("size", attributes.size());
        all.put("creationTime", attributes.creationTime());
        all.put("lastAccessTime", attributes.lastAccessTime());
        all.put("lastModifiedTime", attributes.lastModifiedTime());
        all.put("fileKey", attributes.fileKey());
        all.put("isDirectory", attributes.isDirectory());
        all.put("isRegularFile", attributes.isRegularFile());
        all.put("isSymbolicLink", attributes.isSymbolicLink());
        all.put("isOther", attributes.isOther());
        String plain = names.startsWith("basic:") ? names.substring("basic:".length()) : names;
        if (plain.contains(":")) {
            throw new UnsupportedOperationException("A simulated disk has basic attributes only; names=" + names);
        }
        if (!plain.equals("*")) {
            List<String> wanted = List.of(plain.split(","));
            if (!all.keySet().containsAll(wanted)) {
                throw new IllegalArgumentException("There is no such attribute; names=" + names);
            }
            all.keySet().retainAll(wanted);
        }
        return all;
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }
}

package io.pelton.testkit.disk;

import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/** How full the disk is. Safe for several threads. */
final class DiskFileStore extends FileStore {
    private final DiskTree tree;

    DiskFileStore(DiskTree tree) {
        this.tree = tree;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String type() {
        return "simulated";
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public long getTotalSpace() {
        synchronized (tree) {
            return tree.space().capacityBytes();
        }
    }

    @Override
    public long getUsableSpace() {
        synchronized (tree) {
            return tree.space().usableBytes();
        }
    }

    @Override
    public long getUnallocatedSpace() {
        return getUsableSpace();
    }

    @Override
    public long getBlockSize() {
        return PageTable.PAGE_BYTES;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return type == BasicFileAttributeView.class;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return name.equals("basic");
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    @Override
    public Object getAttribute(String attribute) {
        throw new UnsupportedOperationException("No such attribute of a simulated disk; attribute=" + attribute);
    }
}

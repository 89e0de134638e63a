package io.pelton.engine;

import java.util.ArrayDeque;
import org.agrona.CloseHelper;

/** What an engine has opened, closed in reverse order. One thread. */
final class ResourceStack implements AutoCloseable {
    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes everything, also when something fails to close; throws the first failure. */
    @Override
    public void close() {
        AutoCloseable[] all = opened.toArray(new AutoCloseable[0]);
        opened.clear();
        CloseHelper.closeAll(all);
    }
}

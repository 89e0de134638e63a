package io.pelton.sql.compile;

import java.util.Map;

/**
 * Where generated classes may be kept between starts, so that a start needs no compiler. The store answers for it
 * that what it gives was compiled from this source by this build of Pelton for this Java. Called on the thread that
 * compiles.
 */
public interface ClassStore {
    /** Keeps nothing: each start compiles. */
    ClassStore NONE = new ClassStore() {
        @Override
        public Map<String, byte[]> find(String source) {
            return Map.of();
        }

        @Override
        public void keep(String source, Map<String, byte[]> classes) {
            // The next start compiles again.
        }
    };

    /** Class files by class name; empty when there are none. */
    Map<String, byte[]> find(String source);

    /** Keeps what {@code source} was compiled to; a store that can't write lets it be. */
    void keep(String source, Map<String, byte[]> classes);
}

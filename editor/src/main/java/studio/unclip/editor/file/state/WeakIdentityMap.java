package studio.unclip.editor.file.state;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers something about objects, by identity, for as long as somebody else needs them. Not safe for threads.
 *
 * @param <K> the objects
 * @param <V> what is remembered; must not lead to its object
 */
final class WeakIdentityMap<K, V> {
    private final Map<Object, V> values = new HashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    /** Null if nothing is remembered. */
    V get(K key) {
        return values.get(new Lookup(key));
    }

    void put(K key, V value) {
        for (Object reference = gone.poll(); reference != null; reference = gone.poll()) {
            values.remove(reference);
        }
        values.put(new Key(key, gone), value);
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> gone) {
            super(object, gone);
            hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other == this
                    || (other instanceof Lookup lookup && refersTo(lookup.object))
                    || (other instanceof Key key && key.hash == hash && get() != null && key.refersTo(get()));
        }
    }

    private static final class Lookup {
        private final Object object;

        Lookup(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.refersTo(object);
        }
    }
}

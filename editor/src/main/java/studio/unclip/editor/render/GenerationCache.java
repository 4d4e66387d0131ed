package studio.unclip.editor.render;

import java.util.Map;

/**
 * A cache in two generations: when the young one holds half the budget it becomes the old one, and the old one is
 * forgotten; what is used moves back to the young. Confined to one thread.
 */
final class GenerationCache<K, V> {
    private record Held<V>(V value, long bytes) {}

    private final MapFactory maps;
    private final long halfBudget;
    private Map<K, Held<V>> young;
    private Map<K, Held<V>> old;
    private long youngBytes;

    /** @param newMap makes an empty map, as {@code HashMap::new} or {@code WeakHashMap::new} */
    GenerationCache(MapFactory newMap, long budgetBytes) {
        this.maps = newMap;
        this.halfBudget = budgetBytes / 2;
        this.young = maps.create();
        this.old = maps.create();
    }

    /** Makes an empty map of any types. */
    @FunctionalInterface
    interface MapFactory {
        <A, B> Map<A, B> create();
    }

    /** The value, or null. */
    V get(K key) {
        Held<V> held = young.get(key);
        if (held == null) {
            held = old.remove(key);
            if (held != null) {
                put(key, held.value(), held.bytes());
            }
        }
        return held == null ? null : held.value();
    }

    void put(K key, V value, long bytes) {
        Held<V> replaced = young.put(key, new Held<>(value, bytes));
        youngBytes += bytes - (replaced == null ? 0 : replaced.bytes());
        if (youngBytes > halfBudget) {
            old = young;
            young = maps.create();
            youngBytes = 0;
        }
    }
}

package net.weftnet.config.access.user;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was longest not asked for when it is full. Guarded by whoever owns it. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    BoundedMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}

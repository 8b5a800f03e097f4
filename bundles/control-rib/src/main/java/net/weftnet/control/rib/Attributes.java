package net.weftnet.control.rib;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import net.weftnet.protocol.bgp.attribute.PathAttributes;

/** One object for equal attributes, as long as any path has them. Owner: that of the {@link RibTables}. */
final class Attributes {
    private final Map<PathAttributes, WeakReference<PathAttributes>> all = new WeakHashMap<>();

    PathAttributes intern(PathAttributes attributes) {
        var known = all.get(attributes);
        var found = known == null ? null : known.get();
        if (found != null) {
            return found;
        }
        all.put(attributes, new WeakReference<>(attributes));
        return attributes;
    }
}

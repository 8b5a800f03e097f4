package net.weftnet.config.transformer;

import java.util.HashMap;
import java.util.Map;
import net.weftnet.config.transformer.api.Explanations.Change;

/** By which commit something became what it is, since everything was derived from nothing the last time. */
final class History {
    private final Map<Object, Long> changes = new HashMap<>();
    private final long start;

    /** Everything is as of a revision. */
    History(long start) {
        this.start = start;
    }

    void changed(Object what, long revision) {
        changes.put(what, revision);
    }

    void gone(Object what) {
        changes.remove(what);
    }

    Change of(Object what) {
        var revision = changes.get(what);
        return revision == null ? new Change(start, false) : new Change(revision, true);
    }
}

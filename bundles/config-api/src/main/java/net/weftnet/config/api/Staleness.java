package net.weftnet.config.api;

import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.db.api.ConfigDatastore;

/** What is answered while the log is out of reach says so: others may have committed meanwhile. */
final class Staleness {
    static final String HEADER = "Weft-Stale";

    private Staleness() {}

    /** {@return the reply, with the time since when it may be old and the revision that it is of} */
    static HttpReply marked(HttpReply reply, ConfigDatastore datastore) {
        var since = datastore.staleSince();
        return since.isEmpty()
                ? reply
                : reply.with(
                        HEADER,
                        "since=" + since.get() + "; revision="
                                + datastore.snapshot().revision());
    }
}

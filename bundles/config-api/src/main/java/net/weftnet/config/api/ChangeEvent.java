package net.weftnet.config.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import net.weftnet.config.db.api.Commit;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;

/** Writes commits as server-sent events, each with a notification of module weftnet-changes (RFC 8040 section 6.4). */
final class ChangeEvent {

    /** The kind of notification that the events have. */
    static final QName NOTIFICATION =
            QName.create(QNameModule.ofRevision("urn:weftnet:changes", "2026-01-01"), "commit");

    private ChangeEvent() {}

    /**
     * {@return the event of a commit}; its id is the revision, to begin again with. Of a commit that does not concern the
     * client it has nothing but that.
     *
     * @param edits what the commit changed; empty if it is not kept any more
     */
    static String of(Commit commit, Optional<JsonArray> edits) {
        if (edits.filter(JsonArray::isEmpty).isPresent()) {
            return "id: " + commit.revision() + "\n\n";
        }
        var told = new JsonObject();
        // RFC 7951 section 6.1: a number of 64 bits is a string.
        told.addProperty("revision", Long.toString(commit.revision()));
        told.addProperty("id", commit.id().toString());
        told.addProperty("author", commit.author());
        told.addProperty("comment", commit.comment());
        edits.ifPresent(change -> told.add("change", change));
        var notification = new JsonObject();
        notification.addProperty("eventTime", commit.time().toString());
        notification.add("weftnet-changes:commit", told);
        var data = new JsonObject();
        data.add("ietf-restconf:notification", notification);
        return "id: " + commit.revision() + "\ndata: " + data + "\n\n";
    }

    /** {@return the event that tells why the server ends the stream} */
    static String end(String reason) {
        var data = new JsonObject();
        data.addProperty("reason", reason);
        return "event: end\ndata: " + data + "\n\n";
    }
}

package net.weftnet.config.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.api.Commit;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

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

    /**
     * {@return the notification of a commit as data of its module}; the values of its edits, which are any data, have nothing in
     * them that an expression could name, and are left out.
     */
    static ContainerNode data(Commit commit, Optional<JsonArray> edits) {
        var told = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(NOTIFICATION))
                .withChild(ImmutableNodes.leafNode(name("revision"), Uint64.valueOf(commit.revision())))
                .withChild(ImmutableNodes.leafNode(name("id"), commit.id().toString()))
                .withChild(ImmutableNodes.leafNode(name("author"), commit.author()))
                .withChild(ImmutableNodes.leafNode(name("comment"), commit.comment()));
        edits.ifPresent(all -> told.withChild(ImmutableNodes.newUnkeyedListBuilder()
                .withNodeIdentifier(new NodeIdentifier(name("change")))
                .withValue(all.asList().stream().map(ChangeEvent::change).toList())
                .build()));
        return told.build();
    }

    private static UnkeyedListEntryNode change(JsonElement edit) {
        var entry = ImmutableNodes.newUnkeyedListEntryBuilder().withNodeIdentifier(new NodeIdentifier(name("change")));
        for (var leaf : List.of("operation", "target")) {
            entry.withChild(ImmutableNodes.leafNode(
                    name(leaf), edit.getAsJsonObject().get(leaf).getAsString()));
        }
        return entry.build();
    }

    private static QName name(String leaf) {
        return QName.create(NOTIFICATION, leaf);
    }

    /** {@return the event that tells why the server ends the stream} */
    static String end(String reason) {
        var data = new JsonObject();
        data.addProperty("reason", reason);
        return "event: end\ndata: " + data + "\n\n";
    }
}

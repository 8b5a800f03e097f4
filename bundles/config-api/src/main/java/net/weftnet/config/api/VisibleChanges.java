package net.weftnet.config.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;
import java.util.function.Supplier;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * The commits as a subscriber may see them, by the rules of the moment each is told. Of an edit of which only a part may be
 * seen, the value is left out: a client that wants it reads the target. A commit of which nothing may be seen is not told,
 * and where something is left out, its comment, which may name it, is not told either.
 */
final class VisibleChanges {
    private final ConfigDatastore datastore;
    private final RequestDecoder decoder;
    private final Supplier<Permissions> permissions;

    /**
     * Shows the commits of a datastore.
     *
     * @param permissions what the subscriber may do now
     */
    VisibleChanges(ConfigDatastore datastore, RequestDecoder decoder, Supplier<Permissions> permissions) {
        this.datastore = datastore;
        this.decoder = decoder;
        this.permissions = permissions;
    }

    /**
     * A commit as the subscriber may see it.
     *
     * @param edits what it changed; empty if it is not kept any more, and an array without edits if the subscriber sees none
     */
    record Seen(Commit commit, Optional<JsonArray> edits) {}

    /** {@return what the subscriber may see of a commit} */
    Seen of(Commit commit) throws ConfigException {
        var edits = datastore.changeSet(commit).map(changeSet -> JsonParser.parseString(changeSet)
                .getAsJsonArray());
        var now = permissions.get();
        if (now.isUnrestricted()) {
            return new Seen(commit, edits);
        }
        if (edits.isEmpty() || !now.mayReceive(ChangeEvent.NOTIFICATION)) {
            return new Seen(commit, Optional.of(new JsonArray()));
        }
        var seen = new JsonArray();
        var tree = datastore.snapshot().tree();
        boolean isWhole = true;
        for (var edit : edits.get()) {
            var visible = visible(edit.getAsJsonObject(), now, tree);
            visible.ifPresent(seen::add);
            isWhole &= visible.isPresent() && visible.get() == edit;
        }
        var told = isWhole
                ? commit
                : new Commit(commit.revision(), commit.id(), commit.predecessor(), commit.time(), commit.author(), "");
        return new Seen(told, Optional.of(seen));
    }

    private Optional<JsonObject> visible(JsonObject edit, Permissions now, DataTreeSnapshot tree) {
        try {
            var target =
                    decoder.pathOrCollection(edit.get("target").getAsString().substring(1));
            if (!now.isVisible(tree, target.instance())) {
                return Optional.empty();
            }
            var value = edit.get("value");
            if (value == null) {
                return Optional.of(edit);
            }
            var node = decoder.resource(target, Encoding.JSON, value.toString().getBytes(UTF_8));
            var seen = now.visible(tree, target.instance(), node);
            return seen.map(part -> part.equals(node) ? edit : withoutValue(edit));
        } catch (RestconfException _) {
            // A list that the user orders is one edit, which no single resource is the value of.
            return Optional.empty();
        }
    }

    private static JsonObject withoutValue(JsonObject edit) {
        var part = edit.deepCopy();
        part.remove("value");
        return part;
    }
}

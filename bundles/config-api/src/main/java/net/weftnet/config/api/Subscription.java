package net.weftnet.config.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.Optional;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.NotificationFilters.Filter;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/**
 * What a client wants to hear of.
 *
 * @param after the revision after which commits are told
 * @param stop the time after which nothing is told any more; empty for no end
 * @param part the part of the configuration; empty for all of it
 * @param filter what is true for each notification that is wanted
 */
record Subscription(long after, Optional<Instant> stop, Optional<Part> part, Optional<Filter> filter) {

    /** Of a commit that the client does not want, as of one that it sees nothing of. */
    private static final Optional<JsonArray> NOTHING = Optional.of(new JsonArray());

    /** The commits that change a node, what is in it, or what it is in. */
    record Part(YangInstanceIdentifier node, RequestDecoder decoder) {

        /** {@return those edits of a commit that concern the part} */
        private JsonArray of(JsonArray edits) {
            var concerned = new JsonArray();
            for (var edit : edits) {
                if (isConcerned(edit)) {
                    concerned.add(edit);
                }
            }
            return concerned;
        }

        private boolean isConcerned(JsonElement edit) {
            var target = edit.getAsJsonObject().get("target").getAsString();
            try {
                var changed = decoder.pathOrCollection(target.substring(1)).instance();
                return node.contains(changed) || changed.contains(node);
            } catch (RestconfException e) {
                // Of a module that is not here any more: rather tell too much.
                return true;
            }
        }
    }

    /** {@return the edits of a commit that the client hears of; none when it does not hear of the commit} */
    Optional<JsonArray> of(Commit commit, Optional<JsonArray> edits) {
        var concerned = edits.map(all -> part.map(one -> one.of(all)).orElse(all));
        return concerned.filter(JsonArray::isEmpty).isPresent()
                        || filter.isEmpty()
                        || filter.get().passes(ChangeEvent.data(commit, concerned))
                ? concerned
                : NOTHING;
    }

    boolean isOver(Instant time) {
        return stop.isPresent() && time.isAfter(stop.get());
    }
}

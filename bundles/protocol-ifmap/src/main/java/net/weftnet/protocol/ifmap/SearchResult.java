package net.weftnet.protocol.ifmap;

import java.util.List;
import java.util.Optional;

/**
 * The result of a search, or one of a poll's results for a subscription.
 *
 * @param name the subscription's name; absent in the answer to a search
 */
public record SearchResult(Kind kind, Optional<String> name, List<ResultItem> items) implements Found {

    public SearchResult {
        items = List.copyOf(items);
    }

    /** What the items are. */
    public enum Kind {
        /** All there is. */
        SEARCH("searchResult"),
        /** New or with a new value. */
        UPDATE("updateResult"),
        /** Gone. */
        DELETE("deleteResult"),
        /** Passing by: never stored. */
        NOTIFY("notifyResult");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }
}

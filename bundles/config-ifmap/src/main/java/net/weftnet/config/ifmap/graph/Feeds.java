package net.weftnet.config.ifmap.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.Subject;

/**
 * One feed for all who follow the same search. The control nodes' search is followed also while nobody subscribes to it,
 * so that one who comes from another server, or comes back, can go on where it was.
 */
public final class Feeds {
    /** All of the configuration, as control nodes ask for it. */
    private static final Search CONFIGURATION = Search.everything(Contrail.ROOT, 255);

    private final MetadataStore store;
    private final int bound;
    private final Map<Search, Followed> feeds = new HashMap<>();

    private static final class Followed {
        private final Feed feed;
        private int followers;

        Followed(Feed feed) {
            this.feed = feed;
        }
    }

    /** @param bound how many changes of a search are kept for those who are behind */
    public Feeds(MetadataStore store, int bound) {
        this.store = store;
        this.bound = bound;
        open(CONFIGURATION);
    }

    /** {@return the feed of a search}, to be closed as often as opened. */
    Feed open(Search search) {
        var followed =
                feeds.computeIfAbsent(search.ofAnySize(), anySize -> new Followed(new Feed(anySize, store, bound)));
        followed.followers++;
        return followed.feed;
    }

    void close(Feed feed) {
        var followed = feeds.get(feed.search());
        if (followed != null && --followed.followers == 0) {
            feeds.remove(feed.search());
        }
    }

    /** Follows a batch. */
    public void update(Batch batch) {
        feeds.values().forEach(followed -> followed.feed.update(batch));
    }

    /** Tells metadata that is not stored. */
    public void pass(Subject subject, List<Published> metadata) {
        feeds.values().forEach(followed -> followed.feed.pass(subject, metadata));
    }

    /** {@return how many different searches are followed} */
    public int size() {
        return feeds.size();
    }
}

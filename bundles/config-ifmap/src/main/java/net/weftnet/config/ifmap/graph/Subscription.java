package net.weftnet.config.ifmap.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.protocol.ifmap.EncodedResult;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Search;

/**
 * A subscription: up to where its subscriber was told what its search has to tell. One that is so far behind that the rest
 * is forgotten gets a new full result instead.
 *
 * <p>A subscriber that has a revision already is told what came after, if the search still knows. If it comes from a
 * server that is ahead of this one, it waits for this one, rather than to be told an older state.
 */
public final class Subscription implements AutoCloseable {
    private final String name;
    private final Search search;
    private final Feeds feeds;
    private final Feed feed;
    private long told;
    private boolean wholeDue = true;
    private Optional<RevisionMarker> awaited = Optional.empty();

    /** A new subscription: the first thing to tell is the full result, or what came since a revision. */
    public Subscription(String name, Search search, Optional<RevisionMarker> since, Feeds feeds) {
        this.name = name;
        this.search = search;
        this.feeds = feeds;
        feed = feeds.open(search);
        told = feed.end();
        if (since.isPresent() && isAhead(since.get())) {
            awaited = since;
        } else {
            since.ifPresent(this::goOnFrom);
        }
    }

    private void goOnFrom(RevisionMarker revision) {
        feed.position(revision).ifPresent(position -> {
            told = position;
            wholeDue = false;
        });
    }

    private boolean isAhead(RevisionMarker revision) {
        return feed.revision().isEmpty()
                || revision.revision() > feed.revision().get().revision();
    }

    public String name() {
        return name;
    }

    public Search search() {
        return search;
    }

    /** {@return whether the subscriber has a revision that is not here yet} */
    public boolean isAhead() {
        return awaited.isPresent();
    }

    /** {@return how many things are waiting to be told} */
    public long waiting() {
        catchUp();
        if (isAhead()) {
            return 0;
        }
        return isWholeDue() ? 1 : feed.end() - told;
    }

    /** Looks whether the revision that the subscriber has is here by now. */
    private void catchUp() {
        if (awaited.isPresent() && !isAhead(awaited.get())) {
            goOnFrom(awaited.get());
            awaited = Optional.empty();
        }
    }

    /** The subscriber has waited long enough for the revision that it has: it gets what is here. */
    public void waitNoLonger() {
        awaited = Optional.empty();
    }

    private boolean isWholeDue() {
        return wholeDue || !feed.reaches(told);
    }

    /** {@return what there is to tell, which then counts as told}. What is gone comes first, what is new last. */
    public List<EncodedResult> take() {
        if (waiting() == 0) {
            return List.of();
        }
        var parts = new ArrayList<Feed.Part>();
        if (isWholeDue()) {
            parts.addAll(feed.whole());
            parts.addAll(feed.passing(told));
        } else {
            parts.addAll(feed.since(told));
        }
        wholeDue = false;
        told = feed.end();
        return parts.stream()
                .map(part -> new EncodedResult(part.kind(), Optional.of(name), part.items()))
                .toList();
    }

    /** Ends it. */
    @Override
    public void close() {
        feeds.close(feed);
    }
}

package net.weftnet.config.ifmap.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.ResultItem;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;

/**
 * A subscription, and what its subscriber has still to be told. Of each metadata element only the latest state is kept; a
 * subscriber so slow that more than the bound is waiting gets a new full result instead.
 */
public final class Subscription {
    private final String name;
    private final Search search;
    private final SearchView view;
    private final int bound;
    private final Map<Key, News> pending = new LinkedHashMap<>();
    private final List<ResultItem> passing = new ArrayList<>();
    private boolean full = true;

    private record Key(Subject subject, MetadataKey metadata) {}

    private record News(Metadata metadata, boolean gone) {}

    /** A new subscription: the first thing to tell is the full result. */
    public Subscription(String name, Search search, MetadataStore store, int bound) {
        this.name = name;
        this.search = search;
        this.bound = bound;
        view = new SearchView(store, search);
    }

    public String name() {
        return name;
    }

    public Search search() {
        return search;
    }

    /** {@return how many things are waiting to be told} */
    public int waiting() {
        return full ? 1 : pending.size() + passing.size();
    }

    /** Follows a batch. */
    public void update(Batch batch) {
        view.update(batch, new SearchView.Difference() {
            @Override
            public void updated(Subject subject, Metadata metadata) {
                tell(subject, new News(metadata, false));
            }

            @Override
            public void deleted(Subject subject, Metadata metadata) {
                tell(subject, new News(metadata, true));
            }
        });
    }

    private void tell(Subject subject, News news) {
        if (full) {
            return;
        }
        var key = new Key(subject, MetadataKey.of(news.metadata()));
        // Taken out first: what changed last is told last.
        pending.remove(key);
        pending.put(key, news);
        if (pending.size() > bound) {
            tellAll();
        }
    }

    /** Metadata that is told but not stored. */
    public void pass(Subject subject, List<Metadata> metadata) {
        var shown = view.passing(subject, metadata);
        if (!shown.isEmpty() && passing.size() < bound) {
            passing.add(new ResultItem(subject, shown));
        }
    }

    private void tellAll() {
        full = true;
        pending.clear();
    }

    /** {@return what there is to tell, which then counts as told}. What is gone comes first, what is new last. */
    public List<SearchResult> take() {
        var results = new ArrayList<SearchResult>();
        if (full) {
            add(Kind.SEARCH, view.items(), results);
        } else {
            add(Kind.DELETE, items(true), results);
            add(Kind.UPDATE, items(false), results);
        }
        add(Kind.NOTIFY, passing, results);
        full = false;
        pending.clear();
        passing.clear();
        return results;
    }

    private void add(Kind kind, List<ResultItem> items, List<SearchResult> results) {
        if (!items.isEmpty()) {
            results.add(new SearchResult(kind, Optional.of(name), items));
        }
    }

    private List<ResultItem> items(boolean gone) {
        var bySubject = new LinkedHashMap<Subject, List<Metadata>>();
        pending.forEach((key, news) -> {
            if (news.gone() == gone) {
                bySubject.computeIfAbsent(key.subject(), _ -> new ArrayList<>()).add(news.metadata());
            }
        });
        var items = new ArrayList<ResultItem>();
        bySubject.forEach((subject, metadata) -> items.add(new ResultItem(subject, metadata)));
        return items;
    }
}

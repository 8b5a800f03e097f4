package net.weftnet.config.ifmap.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.weftnet.config.ifmap.graph.Journal.News;
import net.weftnet.protocol.ifmap.EncodedItems;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;
import org.jspecify.annotations.Nullable;

/** A search that subscribers follow: what it shows, and what it had to tell lately. The same work serves all of them. */
public final class Feed {
    private final Search search;
    private final MetadataStore store;
    private final int bound;
    private final Journal journal;
    private SearchView view;
    /** What was told last, for the next subscriber who is to be told the same. */
    private @Nullable Told lastTold;

    private @Nullable EncodedItems whole;

    /** A part of what is told: items of one kind. */
    public record Part(Kind kind, EncodedItems items) {}

    private record Told(long from, List<Part> parts) {}

    Feed(Search search, MetadataStore store, int bound) {
        this.search = search;
        this.store = store;
        this.bound = bound;
        journal = new Journal(bound);
        view = new SearchView(store, search);
    }

    Search search() {
        return search;
    }

    /** {@return the position after the newest change} */
    long end() {
        return journal.end();
    }

    boolean reaches(long position) {
        return journal.reaches(position);
    }

    OptionalLong position(RevisionMarker revision) {
        return journal.position(revision);
    }

    Optional<RevisionMarker> revision() {
        return store.revision();
    }

    /** Follows a batch. */
    void update(Batch batch) {
        if (batch.changes().size() > bound) {
            beginAnew(batch);
            return;
        }
        var news = new ArrayList<News>();
        view.update(batch, new SearchView.Difference() {
            @Override
            public void updated(Subject subject, Published metadata) {
                news.add(new News(Kind.UPDATE, subject, metadata));
            }

            @Override
            public void deleted(Subject subject, Published metadata) {
                news.add(new News(Kind.DELETE, subject, metadata));
            }
        });
        add(news, batch.revision());
    }

    /** The batch is too much to be told as a change. Its marker is kept, so that who has the revision can go on from it. */
    private void beginAnew(Batch batch) {
        view = new SearchView(store, search);
        journal.restart();
        whole = null;
        lastTold = null;
        if (batch.revision().isPresent()) {
            tell(Kind.UPDATE, start(), store.metadata(search.start()), batch.revision());
        }
    }

    /** Metadata that is told but not stored. */
    void pass(Subject subject, List<Published> metadata) {
        tell(Kind.NOTIFY, subject, metadata, Optional.empty());
    }

    private void tell(Kind kind, Subject subject, List<Published> metadata, Optional<RevisionMarker> revision) {
        var shown = view.passing(subject, metadata);
        add(shown.stream().map(one -> new News(kind, subject, one)).toList(), revision);
    }

    private Subject start() {
        return new Subject.Node(search.start());
    }

    private void add(List<News> news, Optional<RevisionMarker> revision) {
        if (!news.isEmpty()) {
            journal.add(news, revision);
            lastTold = null;
            whole = null;
        }
    }

    /** {@return all that the search shows} */
    List<Part> whole() {
        var items = whole;
        if (items == null) {
            items = new EncodedItems(view.items());
            whole = items;
        }
        return List.of(new Part(Kind.SEARCH, items));
    }

    /** {@return what passed by since a position} */
    List<Part> passing(long position) {
        var news = journal.since(position).stream()
                .filter(one -> one.kind() == Kind.NOTIFY)
                .toList();
        return news.isEmpty() ? List.of() : parts(news);
    }

    /** {@return what is to be told since a position}: of each metadata element the latest; what is gone comes first. */
    List<Part> since(long position) {
        var last = lastTold;
        if (last == null || last.from() != position) {
            last = new Told(position, parts(journal.since(position)));
            lastTold = last;
        }
        return last.parts();
    }

    private record Key(Subject subject, MetadataKey metadata) {}

    private List<Part> parts(List<News> news) {
        var latest = new LinkedHashMap<Key, News>();
        var passing = new ArrayList<News>();
        for (var one : news) {
            if (one.kind() == Kind.NOTIFY) {
                passing.add(one);
            } else {
                // Taken out first: what changed last is told last.
                var key = new Key(one.subject(), one.metadata().key());
                latest.remove(key);
                latest.put(key, one);
            }
        }
        var parts = new ArrayList<Part>();
        addPart(Kind.DELETE, List.copyOf(latest.values()), parts);
        addPart(Kind.UPDATE, List.copyOf(latest.values()), parts);
        addPart(Kind.NOTIFY, passing, parts);
        return parts;
    }

    private void addPart(Kind kind, List<News> news, List<Part> parts) {
        Map<Subject, List<String>> bySubject = new LinkedHashMap<>();
        for (var one : news) {
            if (one.kind() == kind) {
                bySubject
                        .computeIfAbsent(one.subject(), _ -> new ArrayList<>())
                        .add(one.metadata().xml());
            }
        }
        var ofStart = bySubject.remove(start());
        if (ofStart != null) {
            // The last to be told, as a revision marker is one of its elements.
            bySubject.put(start(), ofStart);
        }
        if (!bySubject.isEmpty()) {
            var items = new ArrayList<EncodedItems.Item>();
            bySubject.forEach((subject, metadata) -> items.add(new EncodedItems.Item(subject, metadata)));
            parts.add(new Part(kind, new EncodedItems(items)));
        }
    }
}

package net.weftnet.config.ifmap.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.protocol.ifmap.EncodedItems;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.Subject;

/**
 * What a search finds, now and after each change (IF-MAP 2.0 section 3.7.2.8): an identifier if it is reached, a link if
 * the search follows it from either end, and of both the metadata that the result filter shows.
 */
public final class SearchView {
    private final MetadataStore store;
    private final Search search;
    private final Reach reach;

    public SearchView(MetadataStore store, Search search) {
        this.store = store;
        this.search = search;
        reach = new Reach(store, search);
    }

    /**
     * {@return all of it}: other subjects than the start where there is metadata to show; the start even without, and last,
     * since a revision marker is the last thing to tell.
     */
    public List<EncodedItems.Item> items() {
        var items = new ArrayList<EncodedItems.Item>();
        var links = new HashSet<Subject.Link>();
        for (var identifier : reach.identifiers()) {
            if (!identifier.equals(search.start())) {
                addItem(new Subject.Node(identifier), store.metadata(identifier), items);
            }
            if (reach.expands(identifier, reach.distance(identifier))) {
                for (var edge : store.edges(identifier)) {
                    if (reach.follows(edge) && links.add(edge.subject())) {
                        addItem(edge.subject(), edge.metadata(), items);
                    }
                }
            }
        }
        items.add(item(new Subject.Node(search.start()), shown(store.metadata(search.start()))));
        return items;
    }

    private void addItem(Subject subject, List<Published> metadata, List<EncodedItems.Item> items) {
        var shown = shown(metadata);
        if (!shown.isEmpty()) {
            items.add(item(subject, shown));
        }
    }

    private static EncodedItems.Item item(Subject subject, List<Published> metadata) {
        return new EncodedItems.Item(
                subject, metadata.stream().map(Published::xml).toList());
    }

    private List<Published> shown(List<Published> metadata) {
        return metadata.stream().filter(search::shows).toList();
    }

    /** Follows a batch, and tells what the subscriber of this search has to know. */
    void update(Batch batch, Difference difference) {
        var removed = new ArrayList<Subject.Link>();
        var added = new ArrayList<Subject.Link>();
        var changes = new LinkedHashMap<Subject, Batch.Change>();
        for (var change : batch.changes()) {
            changes.put(change.subject(), change);
            if (change.subject() instanceof Subject.Link link) {
                boolean was = change.before().stream().anyMatch(search::follows);
                boolean is = change.after().stream().anyMatch(search::follows);
                if (was && !is) {
                    removed.add(link);
                } else if (is && !was) {
                    added.add(link);
                }
            }
        }
        var oldDistances = reach.update(removed, added);
        for (var identifier : oldDistances.keySet()) {
            concern(new Subject.Node(identifier), store.metadata(identifier), changes);
            for (var edge : store.edges(identifier)) {
                concern(edge.subject(), edge.metadata(), changes);
            }
        }
        for (var change : changes.values()) {
            compare(change, oldDistances, difference);
        }
    }

    private static void concern(Subject subject, List<Published> metadata, Map<Subject, Batch.Change> changes) {
        changes.putIfAbsent(subject, new Batch.Change(subject, metadata, metadata));
    }

    private void compare(Batch.Change change, Map<Identifier, Integer> oldDistances, Difference difference) {
        var was = isVisible(change.subject(), change.before(), oldDistances)
                ? shown(change.before())
                : List.<Published>of();
        var is = isVisible(change.subject(), change.after(), Map.of()) ? shown(change.after()) : List.<Published>of();
        var gone = new HashMap<MetadataKey, Published>();
        was.forEach(metadata -> gone.put(metadata.key(), metadata));
        for (var metadata : is) {
            var old = gone.remove(metadata.key());
            if (old == null || !old.equals(metadata)) {
                difference.updated(change.subject(), metadata);
            }
        }
        gone.values().forEach(metadata -> difference.deleted(change.subject(), metadata));
    }

    /** {@return whether a subject with this metadata is visible, at the distances now unless older ones are given} */
    private boolean isVisible(Subject subject, List<Published> metadata, Map<Identifier, Integer> oldDistances) {
        return switch (subject) {
            case Subject.Node(var identifier) -> distance(identifier, oldDistances) != Reach.UNREACHED;
            case Subject.Link(var first, var second) ->
                (reach.expands(first, distance(first, oldDistances))
                                || reach.expands(second, distance(second, oldDistances)))
                        && metadata.stream().anyMatch(search::follows);
        };
    }

    private int distance(Identifier identifier, Map<Identifier, Integer> oldDistances) {
        var old = oldDistances.get(identifier);
        return old == null ? reach.distance(identifier) : old;
    }

    /** {@return what this search shows of metadata that passes by} */
    List<Published> passing(Subject subject, List<Published> metadata) {
        return isVisible(subject, metadata, Map.of()) ? shown(metadata) : List.of();
    }

    /** Takes the differences one by one. */
    interface Difference {
        void updated(Subject subject, Published metadata);

        void deleted(Subject subject, Published metadata);
    }
}

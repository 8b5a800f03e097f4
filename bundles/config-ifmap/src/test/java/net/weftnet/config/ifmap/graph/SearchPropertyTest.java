package net.weftnet.config.ifmap.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.EncodedResult;
import net.weftnet.protocol.ifmap.Filter;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;

/** Whatever is published in whatever order, what a subscriber is told adds up to what a fresh search finds. */
class SearchPropertyTest {
    private static final int ROOT = 0;

    private record Change(Subject subject, String type, int value, boolean removal) {}

    private record Said(Subject subject, String metadata) {}

    /** A server's part in this: all is published by the configuration, a batch a revision. */
    private static final class Server {
        private final MetadataStore store = new MetadataStore();
        private final Feeds feeds;
        private long revision;

        Server(int bound) {
            feeds = new Feeds(store, bound);
        }

        void publish(List<Change> batch) {
            batch.forEach(change -> apply(change, store));
            store.mark(++revision, Instant.EPOCH);
            feeds.update(store.takeBatch());
        }

        Set<Said> found(Search search) {
            var found = new HashSet<Said>();
            add(new Subscription("s", search, Optional.empty(), feeds).take(), found);
            return found;
        }
    }

    @Property(tries = 400)
    void deltasAddUpToASearch(@ForAll("batches") List<List<Change>> batches, @ForAll("searches") Search search) {
        var server = new Server(1000);
        var subscription = new Subscription("s", search, Optional.empty(), server.feeds);
        var told = new HashSet<Said>();
        add(subscription.take(), told);
        for (var batch : batches) {
            server.publish(batch);
            // Now and then the subscriber is slow, and gets two batches at once.
            if (batch.size() % 3 != 0) {
                assertTrue(add(subscription.take(), told) != Kind.SEARCH);
                assertEquals(server.found(search), told);
            }
        }
    }

    @Property(tries = 100)
    void aSlowSubscriberStartsAnew(@ForAll("batches") List<List<Change>> batches, @ForAll("searches") Search search) {
        var server = new Server(3);
        var slow = new Subscription("s", search, Optional.empty(), server.feeds);
        var told = new HashSet<Said>();
        add(slow.take(), told);
        batches.forEach(server::publish);
        add(slow.take(), told);
        assertEquals(server.found(search), told);
        assertEquals(0, slow.waiting());
    }

    /** A client goes back and forth between two servers of the same log, of which one or the other is ahead. */
    @Property(tries = 200)
    void goesOnAtAnotherServer(
            @ForAll("batches") List<List<Change>> batches,
            @ForAll("searches") Search search,
            @ForAll List<Boolean> steps) {
        var servers = List.of(new Server(40), new Server(40));
        var told = new HashSet<Said>();
        Optional<RevisionMarker> reached = Optional.empty();
        for (var second : steps) {
            var ahead = servers.get(second ? 1 : 0);
            for (int i = 0; i < 3 && ahead.revision < batches.size(); i++) {
                ahead.publish(batches.get((int) ahead.revision));
            }
            try (var subscription = new Subscription("s", search, reached, ahead.feeds)) {
                if (subscription.waiting() == 0) {
                    // The other one is ahead: nothing is told that would lead back.
                    assertTrue(subscription.isAhead());
                    continue;
                }
                add(subscription.take(), told);
                reached = ahead.store.revision();
                assertEquals(ahead.found(search), told);
            }
        }
    }

    @Property(tries = 100)
    void equalGraphsHaveEqualSums(@ForAll("batches") List<List<Change>> batches) {
        var byBatches = new MetadataStore();
        for (var batch : batches) {
            batch.forEach(change -> apply(change, byBatches));
            byBatches.mark(1, Instant.EPOCH);
            byBatches.takeBatch();
        }
        // Said again from the end, so that what counts is said first, and the rest is not said at all.
        var all = new ArrayList<Change>();
        batches.forEach(all::addAll);
        var known = new HashSet<String>();
        var backwards = new MetadataStore();
        for (var change : all.reversed()) {
            if (known.add(undirected(change.subject()) + change.type()) && !change.removal()) {
                apply(change, backwards);
            }
        }
        byBatches.mark(2, Instant.EPOCH);
        backwards.mark(2, Instant.MAX);
        assertEquals(byBatches.revision(), backwards.revision());
    }

    private static void apply(Change change, MetadataStore store) {
        var metadata = Contrail.metadata(change.type(), XmlElement.ofText("x", Integer.toString(change.value())));
        if (change.removal()) {
            store.remove(change.subject(), other -> other.type().equals(metadata.type()));
        } else {
            store.put(change.subject(), Published.of(metadata, "config", Instant.EPOCH), MetadataStore.CONFIGURATION);
        }
    }

    /** {@return the kind of the last result, {@link Kind#UPDATE} if there is none} */
    private static Kind add(List<EncodedResult> results, Set<Said> told) {
        var last = Kind.UPDATE;
        for (var result : results) {
            last = result.kind();
            if (last == Kind.SEARCH) {
                told.clear();
            }
            for (var item : result.items().items()) {
                for (var metadata : item.metadata()) {
                    var subject = undirected(item.subject());
                    var name = metadata.substring(0, metadata.indexOf(' '));
                    told.removeIf(said ->
                            said.subject().equals(subject) && said.metadata().startsWith(name + " "));
                    if (last != Kind.DELETE) {
                        told.add(new Said(subject, metadata));
                    }
                }
            }
        }
        return last;
    }

    private static Subject undirected(Subject subject) {
        return subject instanceof Subject.Link(var first, var second)
                        && first.toString().compareTo(second.toString()) > 0
                ? new Subject.Link(second, first)
                : subject;
    }

    @Provide
    Arbitrary<List<List<Change>>> batches() {
        var identifiers = Arbitraries.integers().between(0, 6).map(SearchPropertyTest::identifier);
        Arbitrary<Subject> subjects = Arbitraries.frequencyOf(
                Tuple.of(1, identifiers.map(Subject.Node::new)),
                Tuple.of(4, Combinators.combine(identifiers, identifiers).as(Subject.Link::new)));
        var changes = Combinators.combine(
                        subjects,
                        Arbitraries.of("a", "b"),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false, false))
                .as(Change::new);
        return changes.list().ofMaxSize(8).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<Search> searches() throws IfmapException {
        var prefixes = Map.of("c", Contrail.NAMESPACE, "w", RevisionMarker.NAMESPACE);
        var onlyA = Filter.parse("c:a or w:revision", prefixes);
        var onlyOne = Filter.parse("c:*[.='1'] or w:*", prefixes);
        var nothing = Filter.parse("", prefixes);
        var links = Arbitraries.of(Optional.<Filter>empty(), Optional.of(onlyA), Optional.of(nothing));
        var results = Arbitraries.of(Optional.<Filter>empty(), Optional.of(onlyA), Optional.of(onlyOne));
        var terminals = Arbitraries.of(Set.<String>of(), Set.of("device"));
        return Combinators.combine(Arbitraries.integers().between(0, 5), links, results, terminals)
                .as((depth, match, result, terminal) ->
                        new Search(identifier(ROOT), depth, match, result, OptionalLong.empty(), terminal));
    }

    private static Identifier identifier(int number) {
        return switch (number) {
            case ROOT -> Contrail.ROOT;
            case 6 -> new Identifier.Device("d");
            default -> Contrail.identity("virtual-network", "n" + number);
        };
    }
}

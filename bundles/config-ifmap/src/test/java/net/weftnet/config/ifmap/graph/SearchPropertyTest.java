package net.weftnet.config.ifmap.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
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
import net.weftnet.protocol.ifmap.Filter;
import net.weftnet.protocol.ifmap.Identifier;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.ResultItem;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult;
import net.weftnet.protocol.ifmap.Subject;

/** Whatever is published in whatever order, the deltas a subscriber got add up to what a fresh search finds. */
class SearchPropertyTest {
    private static final Owner OWNER = new Owner.Configuration();

    private record Change(Subject subject, String type, int value, boolean removal) {}

    private record Said(Subject subject, Metadata metadata) {}

    @Property(tries = 400)
    void deltasAddUpToASearch(@ForAll("batches") List<List<Change>> batches, @ForAll("searches") Search search) {
        var store = new MetadataStore();
        var subscription = new Subscription("s", search, store, 1000);
        var told = new HashSet<Said>();
        add(subscription.take(), told);
        for (var batch : batches) {
            for (var change : batch) {
                apply(change, store);
            }
            subscription.update(store.takeBatch());
            // Now and then the subscriber is slow, and gets two batches at once.
            if (batch.size() % 3 != 0) {
                add(subscription.take(), told);
                var fresh = new HashSet<Said>();
                add(new Subscription("s", search, store, 1000).take(), fresh);
                assertEquals(fresh, told);
            }
        }
    }

    @Property(tries = 100)
    void aSlowSubscriberStartsAnew(@ForAll("batches") List<List<Change>> batches, @ForAll("searches") Search search) {
        var store = new MetadataStore();
        var subscription = new Subscription("s", search, store, 2);
        subscription.take();
        for (var batch : batches) {
            batch.forEach(change -> apply(change, store));
            subscription.update(store.takeBatch());
        }
        var results = subscription.take();
        if (!results.isEmpty() && results.get(0).kind() == SearchResult.Kind.SEARCH) {
            assertEquals(
                    new HashSet<>(new SearchView(store, search).items()),
                    new HashSet<>(results.get(0).items()));
        } else {
            assertEquals(
                    true,
                    results.stream().mapToInt(result -> result.items().size()).sum() <= 2);
        }
    }

    private static void apply(Change change, MetadataStore store) {
        var metadata = Contrail.metadata(change.type(), XmlElement.ofText("x", Integer.toString(change.value())))
                .published("test", Instant.EPOCH);
        if (change.removal()) {
            store.remove(change.subject(), other -> other.type().equals(metadata.type()));
        } else {
            store.put(change.subject(), metadata, OWNER);
        }
    }

    private static void add(List<SearchResult> results, Set<Said> told) {
        for (var result : results) {
            if (result.kind() == SearchResult.Kind.SEARCH) {
                told.clear();
            }
            for (ResultItem item : result.items()) {
                for (var metadata : item.metadata()) {
                    var subject = undirected(item.subject());
                    told.removeIf(said -> said.subject().equals(subject)
                            && said.metadata().type().equals(metadata.type()));
                    if (result.kind() != SearchResult.Kind.DELETE) {
                        told.add(new Said(subject, metadata));
                    }
                }
            }
        }
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
        var c = Map.of("c", Contrail.NAMESPACE);
        var onlyA = Filter.parse("c:a", c);
        var nothing = Filter.parse("", c);
        var links = Arbitraries.of(Optional.<Filter>empty(), Optional.of(onlyA), Optional.of(nothing));
        var results = Arbitraries.of(Optional.<Filter>empty(), Optional.of(onlyA));
        var terminals = Arbitraries.of(Set.<String>of(), Set.of("device"));
        return Combinators.combine(Arbitraries.integers().between(0, 5), links, results, terminals)
                .as((depth, match, result, terminal) ->
                        new Search(identifier(0), depth, match, result, OptionalLong.empty(), terminal));
    }

    private static Identifier identifier(int number) {
        return number == 6 ? new Identifier.Device("d") : Contrail.identity("virtual-network", "n" + number);
    }
}

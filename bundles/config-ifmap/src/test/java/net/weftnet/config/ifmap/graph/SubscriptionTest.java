package net.weftnet.config.ifmap.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.EncodedResult;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final Search ALL = Search.everything(Contrail.ROOT, 255);

    private final MetadataStore store = new MetadataStore();
    private final Feeds feeds = new Feeds(store, 100);
    private long revision;

    @Test
    void sharesWhatEqualSubscribersAreTold() {
        var one = subscribe(Optional.empty());
        var other = subscribe(Optional.empty());
        assertSame(one.take().getFirst().items(), other.take().getFirst().items());
        publish("a");
        assertSame(one.take().getFirst().items(), other.take().getFirst().items());
        assertEquals(1, feeds.size(), "and with who follows the configuration while nobody subscribes");
    }

    @Test
    void endsWithTheMarkerOfTheRevision() {
        publish("b", "a");
        var subscription = subscribe(Optional.empty());
        assertTrue(last(subscription.take()).contains(">1</weft:revision>"));
        publish("c", "b");
        publish("a");
        assertTrue(last(subscription.take()).contains(">3</weft:revision>"));
    }

    @Test
    void goesOnFromARevision() {
        publish("a");
        var seen = store.revision();
        publish("b");
        var results = subscribe(seen).take();
        assertEquals(List.of(Kind.UPDATE), kinds(results));
        assertTrue(results.getFirst().items().items().toString().contains("contrail:b"));
        assertTrue(last(results).contains(">2</weft:revision>"));
    }

    @Test
    void tellsSomethingAlsoToOneThatMissedNothing() {
        publish("a");
        var subscription = subscribe(store.revision());
        assertEquals(List.of(Kind.UPDATE), kinds(subscription.take()));
        assertEquals(0, subscription.waiting());
    }

    @Test
    void tellsAllToOneWithAnotherGraph() {
        publish("a");
        assertEquals(
                List.of(Kind.SEARCH),
                kinds(subscribe(Optional.of(new RevisionMarker(1, "else"))).take()));
        assertEquals(
                List.of(Kind.SEARCH),
                kinds(subscribe(Optional.of(new RevisionMarker(0, "forgotten"))).take()));
    }

    @Test
    void letsOneThatIsAheadWait() {
        publish("a");
        var ahead = new MetadataStore();
        put(ahead, "a");
        put(ahead, "b");
        ahead.mark(2, Instant.EPOCH);
        var subscription = subscribe(ahead.revision());
        assertTrue(subscription.isAhead());
        assertEquals(List.of(), subscription.take());
        publish("b");
        assertEquals(List.of(Kind.UPDATE), kinds(subscription.take()));
        assertFalse(subscription.isAhead());
    }

    @Test
    void letsOneThatIsAheadWaitNotForever() {
        publish("a");
        var subscription = subscribe(Optional.of(new RevisionMarker(99, "of a log that is gone")));
        subscription.waitNoLonger();
        assertEquals(List.of(Kind.SEARCH), kinds(subscription.take()));
    }

    @Test
    void keepsNotificationsForOneThatHasNotPolledYet() {
        var subscription = subscribe(Optional.empty());
        var event = Published.of(Contrail.metadata("event", XmlElement.of("x")), "client", Instant.EPOCH);
        feeds.pass(new Subject.Node(Contrail.ROOT), List.of(event));
        assertEquals(List.of(Kind.SEARCH, Kind.NOTIFY), kinds(subscription.take()));
        feeds.pass(new Subject.Node(Contrail.ROOT), List.of(event));
        feeds.pass(new Subject.Node(Contrail.ROOT), List.of(event));
        var results = subscription.take();
        assertEquals(List.of(Kind.NOTIFY), kinds(results));
        assertEquals(2, results.getFirst().items().items().getFirst().metadata().size());
    }

    @Test
    void forgetsASearchThatNobodyFollows() {
        var subscription = new Subscription("s", Search.everything(Contrail.ROOT, 1), Optional.empty(), feeds);
        assertEquals(2, feeds.size());
        subscription.close();
        assertEquals(1, feeds.size());
    }

    private Subscription subscribe(Optional<RevisionMarker> since) {
        return new Subscription("s", ALL, since, feeds);
    }

    private void publish(String... properties) {
        for (var property : properties) {
            put(store, property);
        }
        store.mark(++revision, Instant.EPOCH);
        feeds.update(store.takeBatch());
    }

    private void put(MetadataStore to, String property) {
        var metadata = Contrail.metadata(property, XmlElement.of("x"));
        to.put(
                new Subject.Node(Contrail.ROOT),
                Published.of(metadata, "config", Instant.EPOCH),
                MetadataStore.CONFIGURATION);
    }

    private static List<Kind> kinds(List<EncodedResult> results) {
        return results.stream().map(EncodedResult::kind).toList();
    }

    private static String last(List<EncodedResult> results) {
        return results.getLast().items().items().getLast().metadata().getLast();
    }
}

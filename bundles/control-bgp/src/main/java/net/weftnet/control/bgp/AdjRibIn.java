package net.weftnet.control.bgp;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RibPeer;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/**
 * What a peer brought in, and where it is in the RIB. Routes outlive their session if they are to be kept: then they are
 * of an older generation, until they are renewed or swept. Owner: the event loop.
 */
final class AdjRibIn {
    /** Peers are told what agents bring in by {@link Exports}, and nothing of single tables. */
    private static final RibSink DEAF = new RibSink() {
        @Override
        public boolean send(String instance, List<RouteChange> changes) {
            return true;
        }

        @Override
        public void sendEndOfRib() {}
    };

    /** Where a route is, and the session that brought it in last. */
    private record Entry(VpnRoute route, String instance, int generation) {}

    private final RibPeer peer;
    private final ForeignInstances foreign;
    private final RouteTranslation translation;
    private final List<Encapsulation> defaults;
    private final Map<PrefixNlri, Entry> entries = new HashMap<>();
    /** Routes in each instance; it is left when there are none. */
    private final Map<String, Integer> instances = new HashMap<>();
    /** Instances that this session has renewed. */
    private final Set<String> subscribed = new HashSet<>();

    private final Map<AddressFamily, Integer> counts = new EnumMap<>(AddressFamily.class);
    private int generation;

    /** @param defaults how packets to the peer are wrapped when it does not say */
    AdjRibIn(RibPeer peer, ForeignInstances foreign, RouteTranslation translation, List<Encapsulation> defaults) {
        this.peer = peer;
        this.foreign = foreign;
        this.translation = translation;
        this.defaults = defaults;
    }

    int size() {
        return entries.size();
    }

    /** {@return how many routes there are of each family} */
    Map<AddressFamily, Integer> counts() {
        return counts;
    }

    List<VpnRoute> routes() {
        return entries.values().stream().map(Entry::route).toList();
    }

    /** A session is up; routes of earlier ones are stale until renewed. */
    void connect(IpAddress routerId) {
        generation++;
        subscribed.clear();
        peer.connect(routerId, DEAF);
    }

    /** The session is lost; its routes are stale from now on. */
    void disconnect() {
        generation++;
        peer.disconnect();
    }

    void reach(Update.Reach reach, Update update) {
        for (var route : reach.routes()) {
            if (route instanceof PrefixNlri prefix && prefix.family().isVpn()) {
                put(new VpnRoute(prefix, reach.nextHop(), update.attributes()));
            }
        }
    }

    private void put(VpnRoute route) {
        var targets = route.attributes().routeTargets();
        if (targets.isEmpty()) {
            // Nobody can import it.
            withdraw(route.key());
            return;
        }
        var instance = foreign.acquire(route.nlri(), targets);
        var before = entries.put(route.key(), new Entry(route, instance, generation));
        instances.merge(instance, 1, Integer::sum);
        if (subscribed.add(instance)) {
            peer.subscribe(instance, 0, false);
        }
        peer.advertise(instance, route.nlri().prefix(), translation.toRib(route, defaults));
        if (before == null) {
            counts.merge(route.nlri().family(), 1, Integer::sum);
        } else {
            if (!before.instance().equals(instance)) {
                peer.withdraw(before.instance(), route.nlri().prefix());
            }
            leave(before.instance());
        }
    }

    /** There is one route less in an instance, and it has been withdrawn or replaced. */
    private void leave(String instance) {
        if (instances.computeIfPresent(instance, (_, count) -> count > 1 ? count - 1 : null) == null) {
            subscribed.remove(instance);
            peer.unsubscribe(instance);
        }
        foreign.release(instance);
    }

    /** The networks that routes are in may be others. */
    void translateAgain() {
        entries.values()
                .forEach(entry -> peer.advertise(
                        entry.instance(), entry.route().nlri().prefix(), translation.toRib(entry.route(), defaults)));
    }

    void withdraw(PrefixNlri key) {
        var entry = entries.remove(key);
        if (entry != null) {
            counts.merge(key.family(), -1, Integer::sum);
            peer.withdraw(entry.instance(), key.prefix());
            leave(entry.instance());
        }
    }

    /** Removes what earlier sessions brought in and this one has not renewed. */
    void sweepStale() {
        drop(entry -> entry.generation() != generation);
        peer.sweepStale();
    }

    void drop(AddressFamily family) {
        drop(entry -> entry.route().nlri().family() == family);
    }

    private void drop(Predicate<Entry> which) {
        entries.values().stream()
                .filter(which)
                .map(entry -> entry.route().key())
                .toList()
                .forEach(this::withdraw);
    }

    /** Takes the peer and all it brought in out of the RIB. */
    void remove() {
        drop(_ -> true);
        peer.remove();
    }
}

package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.weftnet.control.rib.RouterState.Session;
import net.weftnet.control.rib.Source.Kind;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/** What routers bring in, and what they are told. Owner: that of the {@link RibTables}. */
final class RouterTables {
    private final Replication replication;
    private final Map<String, RouterState> routers = new TreeMap<>();
    private final List<RouterGroup> groups = new ArrayList<>();

    /** Targets that some router wants or has wanted before, and not both, until that has been worked out. */
    private final WantedTargets changedTargets = new WantedTargets();

    RouterTables(Replication replication) {
        this.replication = replication;
    }

    void add(RouterState router) {
        routers.put(router.name(), router);
    }

    Collection<RouterState> routers() {
        return routers.values();
    }

    // Sessions

    void connect(RouterState router, RouterSession agreed, RouterSink sink) {
        disconnect(router);
        var kind = agreed.options().internal() ? Kind.INTERNAL : Kind.EXTERNAL;
        var source = new Source(
                router.name(),
                kind,
                agreed.peerIdentifier(),
                agreed.peerAddress(),
                agreed.client(),
                agreed.defaultEncapsulations());
        var group = group(ExportRules.of(agreed));
        long bit = group.freeBit();
        router.connect(new Session(agreed, source, sink, group, bit));
        group.add(router, bit);
        agreed.options().families().forEach(family -> tellAll(router, family));
    }

    private RouterGroup group(ExportRules rules) {
        for (var group : groups) {
            if (group.rules().equals(rules) && !group.isFull()) {
                return group;
            }
        }
        var group = new RouterGroup(rules, replication);
        groups.add(group);
        return group;
    }

    private void tellAll(RouterState router, AddressFamily family) {
        var table = replication.vpnTable(family);
        if (table != null) {
            router.backlog().addAll(table.destinations());
        }
    }

    /** Tells a router all routes of a family, also those it has been told. */
    void refresh(RouterState router, AddressFamily family) {
        var session = router.session();
        var table = replication.vpnTable(family);
        if (session != null && table != null && session.group().has(family)) {
            for (var destination : table.destinations()) {
                Told.of(table, destination, session.group()).current &= ~session.bit();
            }
            tellAll(router, family);
        }
    }

    /** What it brought in stays, as stale; but not what it has not renewed since it was lost the last time. */
    void disconnect(RouterState router) {
        var session = router.session();
        if (session == null) {
            return;
        }
        router.disconnect();
        session.group().remove(session.bit());
        forget(session.group(), session.bit());
        if (session.group().isEmpty()) {
            groups.remove(session.group());
        }
        // They remember paths by session.
        groups.forEach(RouterGroup::forgetExports);
        // RFC 4724 section 4.2, on consecutive restarts. RFC 9494 has a time of its own for what is stale for long.
        forEachPath(router, path -> path.stale() && !path.isStaleForLong(), path -> withdraw(router, path));
        forEachPath(router, path -> true, path -> replication.putVpn(path.withStale()));
    }

    /** Nothing has been told to a member that is gone. */
    private void forget(RouterGroup group, long bit) {
        for (var table : replication.vpnTables()) {
            for (var destination : table.snapshot()) {
                for (var told = destination.told(); told != null; told = told.next) {
                    if (told.group == group) {
                        told.current &= ~bit;
                        told.all &= ~bit;
                        if (group.isEmpty()) {
                            told.unlink();
                        }
                        told.removeIfUnused();
                    }
                }
                table.removeIfUnused(destination);
            }
        }
    }

    void resume(RouterState router) {
        router.resume();
    }

    void remove(RouterState router) {
        disconnect(router);
        forEachPath(router, path -> true, path -> withdraw(router, path));
        routers.remove(router.name(), router);
    }

    // Routes in

    void update(RouterState router, Update update) {
        var session = router.session();
        if (session == null) {
            return;
        }
        for (var family : update.disabledFamilies()) {
            router.disable(family);
            forEachPath(router, path -> path.route().family() == family, path -> withdraw(router, path));
        }
        for (var unreach : update.unreach()) {
            unreach.routes().forEach(route -> withdraw(router, session, route));
        }
        boolean isLoop = router.isLoop(update.attributes(), session.agreed());
        var attributes = replication.intern(update.attributes());
        for (var reach : update.reach()) {
            for (var route : reach.routes()) {
                if (isLoop) {
                    withdraw(router, session, route);
                } else if (router.understands(reach.family())) {
                    put(router, path(session, route, reach.nextHop(), attributes));
                }
            }
        }
    }

    private static Path path(Session session, Nlri route, BgpNextHop nextHop, PathAttributes attributes) {
        return new Path(session.source(), "", route.pathId(), route, nextHop, 0, attributes, "bgp", false);
    }

    private void put(RouterState router, Path path) {
        if (Replication.FAMILIES.contains(path.route().family()) && replication.putVpn(path)) {
            router.count(VpnNaming.key(path.route()), 1);
            noteMembership(router, path.route());
        }
    }

    private void withdraw(RouterState router, Session session, Nlri route) {
        withdraw(router, path(session, route, BgpNextHop.of(session.source().address()), PathAttributes.EMPTY));
    }

    private void withdraw(RouterState router, Path like) {
        if (Replication.FAMILIES.contains(like.route().family()) && replication.removeVpn(like)) {
            router.count(VpnNaming.key(like.route()), -1);
            noteMembership(router, like.route());
        }
    }

    private void noteMembership(RouterState router, Nlri route) {
        if (route instanceof RouteTargetNlri membership && router.session() != null) {
            changedTargets.add(membership);
        }
    }

    /** RFC 9494 section 4.2: what is stale stays with a mark, unless it must not. */
    void keepForLong(RouterState router, Set<AddressFamily> families) {
        Predicate<Path> concerned =
                path -> path.stale() && families.contains(path.route().family());
        forEachPath(router, concerned.and(path -> path.has(Community.NO_LLGR)), path -> withdraw(router, path));
        forEachPath(
                router,
                concerned.and(path -> !path.isStaleForLong()),
                path -> replication.putVpn(path.with(replication.intern(markedStale(path.attributes())))));
    }

    private static PathAttributes markedStale(PathAttributes attributes) {
        var communities = new ArrayList<>(
                attributes.find(Communities.class).map(Communities::values).orElse(List.of()));
        communities.add(Community.LLGR_STALE);
        return attributes.with(new Communities(communities));
    }

    /** Removes what a router has not renewed since it connected. */
    void sweepStale(RouterState router, Set<AddressFamily> families) {
        forEachPath(
                router,
                path -> path.stale() && families.contains(path.route().family()),
                path -> withdraw(router, path));
    }

    private void forEachPath(RouterState router, Predicate<Path> which, Consumer<Path> action) {
        for (var table : replication.vpnTables()) {
            for (var destination : table.snapshot()) {
                for (var path : destination.paths()) {
                    if (path.origin().isEmpty() && path.source().name().equals(router.name()) && which.test(path)) {
                        action.accept(path);
                    }
                }
            }
        }
    }

    // Routes out

    /** The paths to a destination have changed. */
    void changed(Table table, Destination destination) {
        for (var group : groups) {
            if (group.has(table.name().family())) {
                group.change(Told.of(table, destination, group));
            }
        }
    }

    /**
     * Tells routers the next things there are to tell.
     *
     * @return whether there is more that can be told now
     */
    boolean flush() {
        if (!changedTargets.isEmpty()) {
            applyMemberships();
            changedTargets.clear();
        }
        boolean more = false;
        for (var group : groups) {
            more |= group.flush();
        }
        return more;
    }

    /** Whoever has asked for other routes is told them, and that others are gone. */
    private void applyMemberships() {
        groups.forEach(RouterGroup::forgetExports);
        var concerned = new HashMap<PathAttributes, Boolean>();
        for (var table : replication.vpnTables()) {
            for (var destination : table.destinations()) {
                for (var path : destination.paths()) {
                    if (concerned.computeIfAbsent(path.attributes(), a -> changedTargets.covers(a.routeTargets()))) {
                        changed(table, destination);
                        break;
                    }
                }
            }
        }
    }

    List<PeerView> views() {
        var stale = new HashMap<String, Integer>();
        var sent = new HashMap<RouterGroup, Map<Long, Integer>>();
        for (var table : replication.vpnTables()) {
            for (var destination : table.destinations()) {
                destination.paths().stream()
                        .filter(Path::stale)
                        .forEach(path -> stale.merge(path.source().name(), 1, Integer::sum));
                for (var told = destination.told(); told != null; told = told.next) {
                    var counts = sent.computeIfAbsent(told.group, _ -> new HashMap<>());
                    for (long left = told.all; left != 0; left &= left - 1) {
                        counts.merge(Long.lowestOneBit(left), 1, Integer::sum);
                    }
                }
            }
        }
        return routers.values().stream()
                .map(router -> {
                    var session = router.session();
                    int told = session == null
                            ? 0
                            : sent.getOrDefault(session.group(), Map.of()).getOrDefault(session.bit(), 0);
                    return router.view(stale.getOrDefault(router.name(), 0), told);
                })
                .toList();
    }
}

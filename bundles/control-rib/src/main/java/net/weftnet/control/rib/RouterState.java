package net.weftnet.control.rib;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;
import org.jspecify.annotations.Nullable;

/**
 * A router or another control node. What it brought in is in the tables; here is how much that is, and what its session
 * is like. Owner: that of the {@link RibTables}.
 */
final class RouterState {
    private final String name;
    private final Map<AddressFamily, Integer> received = new EnumMap<>(AddressFamily.class);

    /** Families in which the peer cannot be understood, until its next session. */
    private final Set<AddressFamily> disabled = EnumSet.noneOf(AddressFamily.class);

    /** What it wants to be told of (RFC 4684). */
    private final WantedTargets wanted = new WantedTargets();

    /** What it has yet to be told apart from its group, as it does not read. */
    private final SequencedSet<Told> behind = new LinkedHashSet<>();

    /** All it has yet to be told because it has joined late, or asks for it again: comes before what is behind. */
    private final Deque<Destination> backlog = new ArrayDeque<>(0);

    private final Set<AddressFamily> endOfRibDue = EnumSet.noneOf(AddressFamily.class);

    /** While it is connected. */
    private @Nullable Session session;

    private boolean ready;
    private boolean limitTold;

    /**
     * A session that is up.
     *
     * @param group routers that are told the same
     * @param bit stands for this one in the group
     */
    record Session(RouterSession agreed, Source source, RouterSink sink, RouterGroup group, long bit) {}

    RouterState(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    @Nullable
    Session session() {
        return session;
    }

    void connect(Session now) {
        session = now;
        ready = true;
        limitTold = false;
        disabled.clear();
        endOfRibDue.addAll(now.agreed().options().families());
    }

    void disconnect() {
        session = null;
        ready = false;
        behind.clear();
        backlog.clear();
        endOfRibDue.clear();
    }

    void resume() {
        ready = session != null;
    }

    boolean isReady() {
        return ready;
    }

    /** {@return whether it is told what its group is, in one go} */
    boolean isInStep() {
        return ready && hasCaughtUp();
    }

    boolean hasCaughtUp() {
        return behind.isEmpty() && backlog.isEmpty();
    }

    Deque<Destination> backlog() {
        return backlog;
    }

    SequencedSet<Told> behind() {
        return behind;
    }

    Set<AddressFamily> endOfRibDue() {
        return endOfRibDue;
    }

    void mayTakeMore(boolean may) {
        ready = may;
    }

    void disable(AddressFamily family) {
        disabled.add(family);
    }

    boolean understands(AddressFamily family) {
        return !disabled.contains(family);
    }

    /** RFC 4271 section 9.1.2, RFC 4456 section 8: routes that have been here before. */
    boolean isLoop(PathAttributes attributes, RouterSession agreed) {
        var cluster = agreed.cluster().orElse(agreed.localIdentifier());
        return attributes.asPath().contains(agreed.localAs())
                || attributes
                        .find(OriginatorId.class)
                        .filter(originator -> originator.router().equals(agreed.localIdentifier()))
                        .isPresent()
                || attributes
                        .find(ClusterList.class)
                        .filter(list -> isAmong(cluster, list))
                        .isPresent();
    }

    private static boolean isAmong(IpAddress cluster, ClusterList list) {
        return list.clusters().contains(cluster);
    }

    /** Counts a route it brought in, or has withdrawn. */
    void count(Nlri route, int more) {
        int now = received.merge(route.family(), more, Integer::sum);
        if (route instanceof RouteTargetNlri membership) {
            if (more > 0) {
                wanted.add(membership);
            } else {
                wanted.remove(membership);
            }
        }
        if (session != null && !limitTold) {
            var limit = session.agreed().maximumRoutes().get(route.family());
            if (limit != null && now > limit) {
                limitTold = true;
                session.sink().tooManyRoutes(route.family());
            }
        }
    }

    /** {@return whether it wants to be told of routes with any of these targets} */
    boolean wants(Collection<RouteTarget> targets) {
        return session == null
                || !session.agreed().options().families().contains(AddressFamily.ROUTE_TARGET)
                || wanted.covers(targets);
    }

    /**
     * @param stale routes of it that are stale
     * @param sent routes it has been told
     */
    PeerView view(int stale, int sent) {
        return new PeerView(
                name,
                PeerProtocol.BGP,
                session != null,
                0,
                received.values().stream().mapToInt(Integer::intValue).sum(),
                stale,
                sent,
                behind.size() + backlog.size());
    }
}

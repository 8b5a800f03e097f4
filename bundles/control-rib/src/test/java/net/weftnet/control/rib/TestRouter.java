package net.weftnet.control.rib;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.rib.Source.Kind;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.message.MessageCodec;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/**
 * A router that remembers what it said and what it was told, and knows what it is to be told. Its name says what it is: a
 * client of our cluster, outside of our AS, or else a full peer of the mesh; all but those of the mesh ask for routes. With
 * {@code -long} at its end it knows of long-lived stale routes.
 */
final class TestRouter {
    static final long OUR_AS = 64512;

    /** What it was told of a destination. */
    record Known(Nlri route, String nextHop, PathAttributes attributes) {}

    private final RibTables tables;
    private final RouterState state;
    private final String name;
    private final boolean internal;
    private final SessionOptions options;
    private final Map<Nlri, Path> said = new HashMap<>();
    private final Set<RouteTargetNlri> wanted = new HashSet<>();
    private final Map<Nlri, Known> known = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Object lastBuffer = this;
    private boolean listening = true;
    private boolean connected;

    TestRouter(RibTables tables, String name) {
        this.tables = tables;
        this.name = name;
        state = new RouterState(name);
        tables.routers().add(state);
        internal = !name.startsWith("outside");
        var families = new HashSet<>(Set.of(AddressFamily.INET_VPN, AddressFamily.INET6_VPN, AddressFamily.EVPN));
        if (!name.startsWith("mesh")) {
            families.add(AddressFamily.ROUTE_TARGET);
        }
        options = new SessionOptions(internal, true, false, families, Set.of(), Set.of());
    }

    String name() {
        return name;
    }

    RouterState state() {
        return state;
    }

    List<String> log() {
        return log;
    }

    RouterSession session() {
        var identifier = Routes.ip("203.0.113." + (name.hashCode() & 0x7f));
        return new RouterSession(
                options,
                OUR_AS,
                Routes.ip("192.0.2.100"),
                identifier,
                identifier,
                Optional.of(Routes.ip("192.0.2.100")),
                name.startsWith("client"),
                name.endsWith("-long"),
                Map.of(),
                List.of());
    }

    private Source source() {
        var session = session();
        return new Source(
                name,
                internal ? Kind.INTERNAL : Kind.EXTERNAL,
                session.peerIdentifier(),
                session.peerAddress(),
                session.client(),
                List.of());
    }

    void connect() {
        disconnect();
        connected = true;
        listening = true;
        tables.routers().connect(state, session(), new RouterSink() {
            @Override
            public boolean send(ByteBuf messages) {
                lastBuffer = messages.unwrap();
                take(messages);
                return listening;
            }

            @Override
            public void tooManyRoutes(AddressFamily family) {
                log.add("too many " + family);
            }
        });
    }

    void disconnect() {
        if (connected) {
            connected = false;
            tables.routers().disconnect(state);
            forget(path -> path.stale() && !path.isStaleForLong());
            said.replaceAll((_, path) -> path.withStale());
            known.clear();
        }
    }

    void sweep() {
        tables.routers().sweepStale(state, Replication.FAMILIES);
        forget(Path::stale);
    }

    private void forget(Predicate<Path> which) {
        said.values().stream().filter(which).toList().forEach(path -> {
            said.remove(VpnNaming.key(path.route()));
            wanted.remove(path.route());
        });
    }

    void mute() {
        listening = false;
    }

    void listen() {
        listening = true;
        tables.routers().resume(state);
    }

    void refresh() {
        options.families().forEach(family -> tables.routers().refresh(state, family));
    }

    // What it says

    void reach(String distinguisher, String prefix, String targets, int preference) {
        reach(vpn(distinguisher, prefix, 99), Routes.attributes(targets, new LocalPreference(preference)));
    }

    void reach(Nlri route, PathAttributes attributes) {
        if (connected) {
            var nextHop = BgpNextHop.of(Routes.ip("198.51.100.1"));
            tables.routers().update(state, Update.reach(route.family(), nextHop, attributes, List.of(route)));
            var path = new Path(source(), "", 0, route, nextHop, 0, attributes, "bgp", false);
            said.put(VpnNaming.key(route), path);
        }
    }

    void unreach(String distinguisher, String prefix) {
        unreach(vpn(distinguisher, prefix, PrefixNlri.NO_LABEL));
    }

    void unreach(Nlri route) {
        if (connected) {
            tables.routers().update(state, Update.unreach(route.family(), List.of(route)));
            said.remove(VpnNaming.key(route));
        }
    }

    void want(String target, boolean wants) {
        var membership = RouteTargetNlri.of(64513, Routes.target(target));
        if (options.families().contains(AddressFamily.ROUTE_TARGET) && connected) {
            if (wants) {
                reach(membership, Routes.attributes(""));
                wanted.add(membership);
            } else {
                unreach(membership);
                wanted.remove(membership);
            }
        }
    }

    static PrefixNlri vpn(String distinguisher, String prefix, int label) {
        var route = PrefixNlri.ofVpn(RouteDistinguisher.parse(distinguisher), IpPrefix.parse(prefix), 0);
        return new PrefixNlri(
                route.family(), 0, route.distinguisher(), route.high(), route.low(), route.length(), label);
    }

    /** {@return what of it is to be in the tables} */
    Collection<Path> paths() {
        return said.values();
    }

    // What it is told

    private void take(ByteBuf messages) {
        try {
            while (messages.isReadable()) {
                int length = MessageCodec.length(messages, options);
                var message = MessageCodec.decode(messages.readSlice(length), options, new AttributeCache(1));
                take((Update) message);
            }
        } catch (BgpException e) {
            throw new AssertionError(e);
        } finally {
            messages.release();
        }
    }

    private void take(Update update) {
        if (!update.faults().isEmpty()) {
            throw new AssertionError(update.faults());
        }
        update.endOfRib().ifPresent(family -> log.add("end " + family));
        for (var unreach : update.unreach()) {
            for (var route : unreach.routes()) {
                log.add("-" + VpnNaming.key(route));
                if (known.remove(VpnNaming.key(route)) == null) {
                    throw new AssertionError("Withdrawn and never told: " + route);
                }
            }
        }
        for (var reach : update.reach()) {
            for (var route : reach.routes()) {
                log.add("+" + VpnNaming.key(route));
                known.put(VpnNaming.key(route), new Known(route, text(reach.nextHop()), update.attributes()));
            }
        }
    }

    private static String text(BgpNextHop nextHop) {
        var address = nextHop.address();
        return (address.isIpv4() || address.high() != 0 ? address : IpAddress.ofIpv4((int) address.low())).toString();
    }

    /** {@return where the octets were that it was sent last} */
    Object lastBuffer() {
        return lastBuffer;
    }

    Map<Nlri, Known> known() {
        return known;
    }

    Map<Nlri, Known> due() {
        var due = new HashMap<Nlri, Known>();
        if (!connected) {
            return due;
        }
        for (var table : tables.replication().vpnTables()) {
            if (options.families().contains(table.name().family())) {
                for (var destination : table.destinations()) {
                    boolean isMembership = table.name().family() == AddressFamily.ROUTE_TARGET;
                    destination.paths().stream()
                            .limit(isMembership ? Long.MAX_VALUE : 1)
                            .filter(path -> isMembership || isWanted(path))
                            .flatMap(path -> told(path).stream())
                            .findFirst()
                            .ifPresent(now -> due.put(destination.key(), now));
                }
            }
        }
        return due;
    }

    private boolean isWanted(Path path) {
        return !options.families().contains(AddressFamily.ROUTE_TARGET)
                || path.attributes().routeTargets().stream()
                        .anyMatch(target -> wanted.stream().anyMatch(membership -> membership.covers(target)));
    }

    private Optional<Known> told(Path path) {
        var originator = path.attributes().find(OriginatorId.class).map(OriginatorId::router);
        if (path.source().name().equals(name)
                || originator.equals(Optional.of(session().peerIdentifier()))) {
            return Optional.empty();
        }
        return ExportRules.of(session())
                .export(path.source(), path.attributes())
                .map(attributes -> new Known(path.route(), text(path.nextHop()), attributes));
    }
}

package net.weftnet.control.bgp;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.message.Notification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All peers, as the configuration wants them: one that is the same in a new configuration is not touched.
 *
 * <pre>
 *   agents' routes in the RIB ──▶ Exports ──▶ AdjRibOut of each peer ──▶ UPDATEs
 *   UPDATEs ──▶ AdjRibIn of the peer ──▶ instance of RD and targets in the RIB ──▶ instances that import them
 * </pre>
 *
 * Owner: the event loop, on which all methods run.
 */
final class Speaker {
    private static final Logger log = LoggerFactory.getLogger(Speaker.class);
    private static final String ROLE = "control";

    private final String routerName;
    private final String nodeName;
    private final EventLoop loop;
    private final Clock clock;
    private final Rib rib;
    private final Health health;
    private final Networks networks = new Networks();
    private final RouteTranslation translation = new RouteTranslation(networks);
    private final Exports exports = new Exports(translation);
    private final ForeignInstances foreign;
    private final Map<String, Peer> peers = new TreeMap<>();
    private final Map<String, Health.Subject> refused = new TreeMap<>();
    private long as;

    /** @param routerName last part of the name of the bgp-router that this node is */
    Speaker(String routerName, String nodeName, EventLoop loop, Clock clock, Rib rib, Health health) {
        this.routerName = routerName;
        this.nodeName = nodeName;
        this.loop = loop;
        this.clock = clock;
        this.rib = rib;
        this.health = health;
        foreign = new ForeignInstances(rib);
    }

    /**
     * Takes the configured routers.
     *
     * @return the one that this node is, if it is among them
     */
    Optional<BgpRouter> configure(List<BgpRouter> routers) {
        var self = routers.stream()
                .filter(router -> router.shortName().equals(routerName))
                .findFirst();
        var wanted = self.map(router -> wanted(router, routers)).orElse(Map.of());
        for (var peer : List.copyOf(peers.values())) {
            var config = wanted.get(peer.config().name());
            if (!peer.config().equals(config)) {
                var reason = config == null ? BgpError.PEER_DECONFIGURED : BgpError.OTHER_CONFIGURATION_CHANGE;
                peers.remove(peer.config().name()).close(Notification.of(reason));
            }
        }
        self.ifPresent(router -> retranslate(router.as()));
        wanted.forEach((name, config) -> {
            if (!peers.containsKey(name)) {
                add(config);
            }
        });
        return self;
    }

    private Map<String, PeerConfig> wanted(BgpRouter self, List<BgpRouter> routers) {
        var byName = routers.stream().collect(Collectors.toMap(BgpRouter::name, Function.identity()));
        var wanted = new TreeMap<String, PeerConfig>();
        refused.values().forEach(Health.Subject::close);
        refused.clear();
        for (var peering : self.peerings()) {
            var peer = byName.get(peering.peer());
            if (peer == null) {
                continue;
            }
            try {
                var config = PeerConfig.of(self, peering, peer, nodeName);
                if (config.transport().md5Key().isPresent()) {
                    throw new IllegalArgumentException(
                            "It is to have a TCP MD5 key, which needs a transport that this system does not have");
                }
                wanted.put(config.name(), config);
            } catch (IllegalArgumentException e) {
                var subject = health.open(ROLE, "bgp " + peer.shortName());
                subject.failed(String.valueOf(e.getMessage()));
                refused.put(peer.shortName(), subject);
            }
        }
        return wanted;
    }

    private void add(PeerConfig config) {
        var ribPeer = rib.addPeer(PeerProtocol.BGP, "bgp:" + config.name());
        var in = new AdjRibIn(ribPeer, foreign, translation, config.defaultEncapsulations());
        var routes = new PeerRoutes(config.name(), config.settings(), loop, in, exports);
        var peer = new Peer(config, loop, clock, health.open(ROLE, "bgp " + config.name()), routes);
        peers.put(config.name(), peer);
        peer.start();
    }

    /** Takes the routing instances, for the networks they belong to. */
    void networks(List<RoutingInstanceChange> changes) {
        if (networks.update(changes)) {
            peers.values().forEach(peer -> peer.routes().translateAgain());
            retranslate(as);
        }
    }

    private void retranslate(long newAs) {
        as = newAs;
        exports.translateAgain(newAs, this::change);
        flush();
    }

    /** Takes what agents bring in. */
    void export(List<ExportChange> changes) {
        exports.update(changes, this::change);
        flush();
    }

    private void change(Exports.Change change) {
        peers.values().forEach(peer -> peer.routes().change(change));
    }

    private void flush() {
        peers.values().forEach(Peer::flush);
    }

    /** Takes a connection from outside: of a peer, or of nobody we know. */
    void accept(SocketChannel channel) {
        var remote = channel.remoteAddress();
        var peer = peers.values().stream().filter(p -> isFrom(p, remote)).findFirst();
        if (peer.isPresent()) {
            peer.get().accept(channel);
        } else {
            log.debug("A connection from {}, which is no peer, is closed", remote);
            channel.close();
        }
    }

    private static boolean isFrom(Peer peer, InetSocketAddress remote) {
        return peer.config().enabled() && peer.config().address().getAddress().equals(remote.getAddress());
    }

    List<NeighborView> neighbors() {
        return peers.values().stream().map(Peer::view).toList();
    }

    List<BgpRouteView> routes() {
        var views = new ArrayList<BgpRouteView>();
        peers.values().forEach(peer -> peer.routes()
                .routes()
                .forEach(route -> views.add(route.view(peer.config().name()))));
        exports.routes().forEach(route -> views.add(route.view("")));
        return views;
    }

    void close() {
        peers.values()
                .forEach(peer -> peer.close(
                        Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, "The speaker is stopped")));
        peers.clear();
        refused.values().forEach(Health.Subject::close);
    }
}

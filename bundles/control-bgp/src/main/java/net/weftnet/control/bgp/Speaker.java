package net.weftnet.control.bgp;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.message.Notification;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All peers, as the configuration wants them: one that is the same in a new configuration is not touched.
 *
 * <pre>
 *   UPDATEs ──▶ Peer ──▶ PeerRoutes ──▶ tables of all VPNs in the RIB ──▶ instances that import them
 *   UPDATEs ◀── Peer ◀── PeerRoutes ◀── groups of equal peers in the RIB
 * </pre>
 *
 * Owner: the event loop, on which all methods run.
 */
final class Speaker {
    private static final Logger log = LoggerFactory.getLogger(Speaker.class);
    /** What names of peers begin with in the RIB, where agents have names too. */
    static final String RIB_PREFIX = "bgp:";

    private static final String ROLE = "control";

    private static final PeerView NO_ROUTES = new PeerView("", PeerProtocol.BGP, false, 0, 0, 0, 0, 0);

    private final String routerName;
    private final String nodeName;
    private final EventLoop loop;
    private final Clock clock;
    private final Rib rib;
    private final Health health;
    private final OwnRestart restart;
    private final Map<String, Peer> peers = new TreeMap<>();
    private final Map<String, Health.Subject> refused = new TreeMap<>();

    /** @param routerName last part of the name of the bgp-router that this node is */
    Speaker(String routerName, String nodeName, EventLoop loop, Clock clock, Rib rib, Health health) {
        this.routerName = routerName;
        this.nodeName = nodeName;
        this.loop = loop;
        this.clock = clock;
        this.rib = rib;
        this.health = health;
        restart = new OwnRestart(rib, loop);
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
            if (config != null && config.hasSessionOf(peer.config())) {
                peer.configure(config);
            } else {
                peers.remove(peer.config().name()).close(reason(config));
            }
        }
        rib.identify(
                self.map(BgpRouter::as).orElse(0L),
                self.map(BgpRouter::identifier).orElse(IpAddress.ofIpv4(0)));
        self.ifPresent(restart::configure);
        wanted.forEach((name, config) -> {
            if (!peers.containsKey(name)) {
                add(config);
            }
        });
        return self;
    }

    /** {@return why the session of a peer ends that is to be like this now, null for not at all} */
    private static Notification reason(@Nullable PeerConfig config) {
        if (config == null) {
            return Notification.of(BgpError.PEER_DECONFIGURED);
        }
        return config.enabled()
                ? Notification.of(BgpError.OTHER_CONFIGURATION_CHANGE)
                : Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, config.shutdownMessage());
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
        var routes = new PeerRoutes(config, loop, rib.addRouter(ribName(config.name())), this::heard);
        var peer = new Peer(config, loop, clock, health.open(ROLE, "bgp " + config.name()), routes, restart::marked);
        peers.put(config.name(), peer);
        peer.start();
    }

    /** A peer has told all it has. */
    private void heard() {
        restart.heard(
                peers.values().stream().filter(peer -> peer.config().enabled()).allMatch(peer -> peer.routes()
                        .isHeard()));
    }

    static String ribName(String peer) {
        return RIB_PREFIX + peer;
    }

    /** {@return what the peers are to be like} */
    List<PeerConfig> configs() {
        return peers.values().stream().map(Peer::config).toList();
    }

    /**
     * Ends the session of a peer, and begins another one.
     *
     * @param communication for the operator of the other end, may be empty
     * @return whether there is such a peer
     */
    boolean reset(String name, String communication) {
        var peer = peers.get(name);
        if (peer != null) {
            peer.reset(communication);
        }
        return peer != null;
    }

    /** Takes a connection from outside: of a peer, or of nobody we know. */
    void accept(SocketChannel channel) {
        var remote = channel.remoteAddress();
        var peer = peers.values().stream().filter(p -> isFrom(p, remote)).findFirst();
        if (peer.isPresent()) {
            Transport.protect(channel, peer.get().config(), configs());
            peer.get().accept(channel);
        } else {
            log.debug("A connection from {}, which is no peer, is closed", remote);
            channel.close();
        }
    }

    private static boolean isFrom(Peer peer, InetSocketAddress remote) {
        return peer.config().enabled() && peer.config().address().getAddress().equals(remote.getAddress());
    }

    /** @param counts what the RIB says of its peers, by name */
    List<NeighborView> neighbors(Map<String, PeerView> counts) {
        return peers.values().stream()
                .map(peer -> peer.view(counts.getOrDefault(ribName(peer.config().name()), NO_ROUTES)))
                .toList();
    }

    void close() {
        restart.close();
        peers.values()
                .forEach(peer -> peer.close(
                        Notification.administrative(BgpError.ADMINISTRATIVE_SHUTDOWN, "The speaker is stopped")));
        peers.clear();
        rib.identify(0, IpAddress.ofIpv4(0));
        refused.values().forEach(Health.Subject::close);
    }
}

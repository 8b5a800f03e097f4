package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.config.api.BgpRouter.Restart;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restarts that are bridged: of a router that is lost, and of this node. */
class RestartTest {
    private static final String PREFIX = "10.1.1.3/32";
    private static final String NODE = "127.0.0.41";
    private static final String ROUTER = "127.0.0.42";

    private final ControlNode node = new ControlNode("one", "192.0.2.1");
    private final int port = Ports.free(NODE);

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    private void configure(Restart restart) {
        node.graph.put(
                router("one", 64512, NODE, port, with("raw")).withRestart(restart), router("raw", 64512, ROUTER, 1));
    }

    /** @param longSeconds the long-lived stale time, 0 for none */
    private RawRouter connect(boolean forwarding, int seconds, int longSeconds) {
        var capabilities = new ArrayList<Capability>(List.of(
                new Capability.Multiprotocol(AddressFamily.INET_VPN),
                new Capability.FourOctetAs(64512),
                new GracefulRestart(false, true, seconds, Map.of(AddressFamily.INET_VPN, forwarding))));
        if (longSeconds > 0) {
            capabilities.add(new LongLivedGracefulRestart(
                    Map.of(AddressFamily.INET_VPN, new StaleTime(forwarding, longSeconds))));
        }
        // The node may not listen yet, or not have noticed that the last session is lost.
        var router = new AtomicReference<@Nullable RawRouter>();
        Await.until(
                () -> {
                    try {
                        router.set(new RawRouter(ROUTER, NODE, port, capabilities));
                    } catch (IOException | BgpException _) {
                        return false;
                    }
                    return true;
                },
                node.speaker::neighbors);
        return Objects.requireNonNull(router.get());
    }

    private static Update reach(String prefix, Community... communities) {
        var attributes = PathAttributes.of(
                Origin.IGP,
                AsPath.EMPTY,
                new LocalPreference(100),
                new ExtendedCommunities(List.of(ExtendedCommunity.of(ControlNode.TARGET))));
        var route = PrefixNlri.ofVpn(RouteDistinguisher.parse("64512:1"), IpPrefix.parse(prefix), 0);
        return Update.reach(
                AddressFamily.INET_VPN,
                BgpNextHop.of(IpAddress.parse("198.51.100.1")),
                communities.length == 0 ? attributes : attributes.with(new Communities(List.of(communities))),
                List.of(new PrefixNlri(
                        route.family(), 0, route.distinguisher(), route.high(), route.low(), route.length(), 99)));
    }

    private boolean isMarked(String prefix) {
        return node.told(prefix)
                .flatMap(reach -> reach.paths().getFirst().attributes().find(Communities.class))
                .filter(communities -> communities.values().contains(Community.LLGR_STALE))
                .isPresent();
    }

    @Test
    void routesOfALostRouterStayForLongUnlessTheyMustNot() throws Exception {
        configure(Restart.NONE);
        try (var router = connect(true, 1, 600)) {
            router.send(reach(PREFIX));
            router.send(reach("10.1.1.4/32", Community.NO_LLGR));
            Await.until(() -> node.told("10.1.1.4/32").isPresent(), node.speaker::routes);
        }
        Await.until(() -> isMarked(PREFIX), node.speaker::routes);
        Await.until(() -> node.told("10.1.1.4/32").isEmpty(), node.speaker::routes);
        try (var again = connect(true, 1, 600)) {
            assertTrue(node.told(PREFIX).isPresent(), "kept until it has told all");
            again.send(Update.endOfRib(AddressFamily.INET_VPN));
            Await.until(() -> node.told(PREFIX).isEmpty(), node.speaker::routes);
        }
    }

    @Test
    void aRouterThatComesBackWithoutItsForwardingStateBeginsAnew() throws Exception {
        configure(Restart.NONE);
        try (var router = connect(true, 600, 0)) {
            router.send(reach(PREFIX));
            Await.until(() -> node.told(PREFIX).isPresent(), node.speaker::routes);
        }
        try (var again = connect(false, 600, 0)) {
            Await.until(() -> node.told(PREFIX).isEmpty(), node.speaker::routes);
            assertFalse(again.theirs().capabilities().isEmpty());
        }
    }

    /** The agents' time is over when that for all is, which here is at once. */
    @Test
    void aNodeThatHasStartedSaysSoAndTellsNothingUntilItHasHeard() throws Exception {
        node.workload(PREFIX, 17, "192.0.2.1");
        configure(new Restart(300, 600, 1));
        try (var router = connect(true, 300, 0)) {
            var restart = router.theirs().capability(GracefulRestart.class).orElseThrow();
            assertEquals(300, restart.seconds());
            assertEquals(true, restart.forwarding().get(AddressFamily.INET_VPN));
            assertEquals(
                    new StaleTime(true, 600),
                    router.theirs()
                            .capability(LongLivedGracefulRestart.class)
                            .orElseThrow()
                            .families()
                            .get(AddressFamily.INET_VPN));
            var first = router.read(Update.class);
            assertEquals(1, first.reach().size());
            var second = router.read(Update.class);
            assertEquals(AddressFamily.INET_VPN, second.endOfRib().orElseThrow());
        }
    }

    @Test
    void nothingIsToldWhileThereIsMoreToHear() throws Exception {
        node.workload(PREFIX, 17, "192.0.2.1");
        configure(new Restart(300, 0, 4095));
        try (var router = connect(true, 300, 0)) {
            assertTrue(router.theirs()
                    .capability(GracefulRestart.class)
                    .orElseThrow()
                    .restarted());
            router.send(reach("10.1.1.4/32"));
            Await.until(() -> node.told("10.1.1.4/32").isPresent(), node.speaker::routes);
            assertEquals(0, node.speaker.neighbors().getFirst().sent());
        }
    }
}

package net.weftnet.control.config.graph;

import static net.weftnet.control.config.graph.Demo.change;
import static net.weftnet.control.config.graph.Demo.remove;
import static net.weftnet.control.config.graph.Demo.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.BgpRouter.PrefixLimit;
import net.weftnet.control.config.api.BgpRouter.Restart;
import net.weftnet.control.config.api.ConfigNode.Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BgpRoutersTest {
    private static final Name CONTROL =
            new Name("bgp-router", "default-domain:default-project:ip-fabric:__default__:c1");
    private static final Name GATEWAY =
            new Name("bgp-router", "default-domain:default-project:ip-fabric:__default__:gw");

    private final OwnerThread owner = OwnerThread.named("graph-test");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final List<List<BgpRouter>> told = new ArrayList<>();

    @AfterEach
    void close() {
        owner.close();
    }

    private void commit(GraphUpdate update) {
        graph.commit(List.of(update), OptionalLong.empty());
        owner.call(() -> true);
    }

    private static XmlElement text(String name, String text) {
        return XmlElement.ofText(name, text);
    }

    private static GraphUpdate.Set router(Name name, String address, XmlElement... more) {
        var children = new ArrayList<>(List.of(text("autonomous-system", "64512"), text("address", address)));
        children.addAll(List.of(more));
        return new GraphUpdate.Set(
                new Fact.Property(name, "bgp-router-parameters"), XmlElement.of("bgp-router-parameters", children));
    }

    private static GraphUpdate.Set peering(XmlElement... attributes) {
        return new GraphUpdate.Set(
                new Fact.Link("bgp-peering", CONTROL, GATEWAY),
                XmlElement.of("bgp-peering", XmlElement.of("session", attributes)));
    }

    @Test
    void restartsAreBridgedAsTheSystemSays() {
        graph.onBgpRouters(told::add);
        commit(new GraphUpdate(true, List.of(router(CONTROL, "192.0.2.1"), restart("enable", "false"))));
        commit(Demo.change(restart("enable", "true", "restart-time", "60", "long-lived-restart-time", "3600")));
        commit(Demo.change(restart("enable", "true", "restart-time", "soon")));
        assertEquals(
                List.of(Restart.NONE, new Restart(60, 3600, 300), Restart.NONE),
                told.stream().map(routers -> routers.getFirst().restart()).toList());
    }

    private static GraphUpdate.Set restart(String... texts) {
        var children = new ArrayList<XmlElement>();
        for (int i = 0; i < texts.length; i += 2) {
            children.add(text(texts[i], texts[i + 1]));
        }
        return new GraphUpdate.Set(
                new Fact.Property(Demo.SYSTEM, "graceful-restart-parameters"),
                XmlElement.of("graceful-restart-parameters", children));
    }

    @Test
    void routersAreToldWithTheirSessions() {
        graph.onBgpRouters(told::add);
        var families = XmlElement.of("address-families", text("family", "inet-vpn"), text("family", "e-vpn"));
        var key = XmlElement.of("auth-data", XmlElement.of("key-items", text("key-id", "0"), text("key", "secret")));
        var familyAttributes = XmlElement.of(
                "family-attributes",
                text("address-family", "inet-vpn"),
                XmlElement.of("prefix-limit", text("maximum", "1000"), text("idle-timeout", "600")),
                text("default-tunnel-encap", "udp"));
        commit(whole(
                router(CONTROL, "192.0.2.1", text("identifier", "10.0.0.1"), text("port", "1790"), families),
                router(GATEWAY, "192.0.2.9"),
                peering(
                        XmlElement.of(
                                "attributes",
                                text("hold-time", "30"),
                                text("delay-open-time", "5"),
                                text("ttl-security-hops", "1"),
                                text("shutdown-message", "Back at noon"),
                                key,
                                familyAttributes),
                        XmlElement.of("attributes", text("bgp-router", "c1"), text("passive", "true")),
                        XmlElement.of("attributes", text("bgp-router", "gw"), text("admin-down", "true")))));
        assertEquals(2, told.getLast().size());
        var control = told.getLast().getFirst();
        assertEquals("c1", control.shortName());
        assertEquals(IpAddress.parse("10.0.0.1"), control.identifier());
        assertEquals(1790, control.port());
        assertEquals(90, control.holdSeconds());
        assertEquals(Set.of("inet-vpn", "e-vpn"), control.families());
        var session = control.peerings().getFirst();
        assertEquals(GATEWAY.name(), session.peer());
        assertTrue(session.passive());
        assertFalse(session.adminDown());
        assertEquals(30, session.holdSeconds());
        assertEquals(Optional.of("secret"), session.md5Key());
        assertFalse(control.toString().contains("secret"));
        assertEquals(Map.of("inet-vpn", new PrefixLimit(1000, 600)), session.prefixLimits());
        assertEquals(1, session.hops());
        assertEquals(5, session.delayOpenSeconds());
        assertEquals("Back at noon", session.shutdownMessage());
        assertEquals(List.of(Encapsulation.MPLS_OVER_UDP), session.defaultEncapsulations());
        var other = told.getLast().getLast();
        assertEquals(IpAddress.parse("192.0.2.9"), other.identifier());
        assertEquals(179, other.port());
        assertTrue(other.peerings().getFirst().adminDown());
    }

    @Test
    void whatIsNotAboutRoutersIsNotTold() {
        graph.onBgpRouters(told::add);
        commit(whole());
        assertEquals(List.of(List.of()), told);
        commit(change(Demo.property(Demo.NETWORK, "virtual-network-network-id", "6")));
        assertEquals(1, told.size());
    }

    @Test
    void routersComeAndGo() {
        graph.onBgpRouters(told::add);
        commit(whole());
        var gateway = router(GATEWAY, "192.0.2.9");
        commit(change(gateway, router(CONTROL, "192.0.2.1")));
        commit(change(peering()));
        assertEquals(1, told.getLast().getFirst().peerings().size());
        commit(change(remove(peering()), remove(gateway)));
        assertEquals(
                List.of(CONTROL.name()),
                told.getLast().stream().map(BgpRouter::name).toList());
        assertEquals(List.of(), told.getLast().getFirst().peerings());
    }

    @Test
    void aRouterWithoutAUsableAddressIsIgnored() {
        graph.onBgpRouters(told::add);
        commit(whole(router(GATEWAY, "gw.example.net"), router(CONTROL, "192.0.2.1", text("port", "many"))));
        assertEquals(List.of(List.of()), told);
    }
}

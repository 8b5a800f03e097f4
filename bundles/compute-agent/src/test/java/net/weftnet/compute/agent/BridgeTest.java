package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.VniEntry;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteItem;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.Stanza;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that bridges: what the agent publishes over Ethernet VPN, and what it makes of what it is told. */
class BridgeTest {
    private static final MacAddress HOST = MacAddress.parse("02:00:00:00:00:99");
    private static final MacAddress ROUTER = MacAddress.parse("02:00:00:00:00:08");
    private static final MacAddress NONE = new MacAddress(0);
    private static final String VM1 = "Interface[ifIndex=7, workloadMac=02:8f:3c:1c:5e:01]";
    private static final String VXLAN = "Tunnel[encapsulation=VXLAN, source=198.18.0.11, destination=198.18.0.12";

    @TempDir
    Path state;

    private final FakeForwarding forwarding = new FakeForwarding();
    private AgentRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new AgentRig(state, forwarding);
        rig.converged();
        rig.receive(0, Demo.update(Demo.bridging("l2_l3")));
    }

    private void assertHolds(String... lines) {
        var contents = forwarding.contents();
        for (var line : lines) {
            assertTrue(contents.contains(line), () -> line + " is not in " + String.join("\n", contents));
        }
    }

    private static Stanza told(MacAddress mac, String address, Optional<MacAddress> router, int vni) {
        return told(Demo.OTHER_NODE, mac, address, router, vni);
    }

    private static Stanza told(IpAddress node, MacAddress mac, String address, Optional<MacAddress> router, int vni) {
        var nextHop = new NextHop(node, router, 0, vni, List.of(Encapsulation.VXLAN), "", List.of());
        var many = mac.equals(MacAddress.BROADCAST);
        var entry = new RouteEntry.Enet(
                0,
                mac,
                IpPrefix.parse(address),
                many ? List.of() : List.of(nextHop),
                many ? List.of(nextHop) : List.of(),
                RouteEntry.Mobility.NONE,
                List.of(),
                100,
                0);
        return update(new RouteItem.Reach(entry.id(), entry));
    }

    private static Stanza update(RouteItem item) {
        var table = RouteNode.table(RouteNode.L2VPN, RouteNode.ENET, Demo.FRONT_RI);
        return new Stanza.RouteUpdate(Envelope.toAgent(Demo.NODE, Jid.BGP_PEER), table, List.of(item));
    }

    @Test
    void publishesAddressesUnderTheLabelOfTheBridge() {
        for (var item : List.of(Demo.MAC + ",10.1.1.3/32", Demo.MAC + ",0.0.0.0/32", "ff:ff:ff:ff:ff:ff,0.0.0.0/32")) {
            assertTrue(rig.sent(
                    0,
                    "<publish node=\"25/242/" + item + "\"",
                    "<label>2048</label>",
                    "<tunnel-encapsulation>udp</tunnel-encapsulation>"));
            assertTrue(rig.sent(0, "<collection node=\"" + Demo.FRONT_RI, "<associate node=\"25/242/" + item + "\""));
        }
        assertHolds(
                "label 2048 bridge of 1",
                "VniEntry[vni=5, vrf=1]",
                "1 02:8f:3c:1c:5e:01 label 0 " + VM1,
                "1 ff:ff:ff:ff:ff:ff label 0 [" + VM1 + " label 0]");
    }

    @Test
    void publishesTheVniIfVxlanIsFirst() {
        rig.receive(0, Demo.update(Demo.encapsulations("VXLAN", "MPLSoGRE")));
        assertTrue(rig.sent(
                0,
                "<publish node=\"25/242/" + Demo.MAC + ",10.1.1.3/32\"",
                "<label>5</label>",
                "<tunnel-encapsulation>vxlan</tunnel-encapsulation>"));
        // Packets go by MPLS all the same.
        assertTrue(rig.sent(
                0,
                "<publish node=\"1/1/" + Demo.FRONT_RI + "/10.1.1.3/32\"",
                "<tunnel-encapsulation>gre</tunnel-encapsulation>"));
    }

    @Test
    void programsWhatOtherNodesHave() {
        rig.receive(0, told(HOST, "10.1.1.9/32", Optional.empty(), 900));
        rig.receive(0, told(MacAddress.BROADCAST, "0.0.0.0/32", Optional.empty(), 901));
        rig.receive(0, told(NONE, "10.9.0.0/16", Optional.of(ROUTER), 902));
        // Of this one there is a route: it stays at the gateway.
        rig.receive(0, told(MacAddress.parse("02:00:00:00:00:04"), "10.1.1.4/32", Optional.empty(), 903));
        assertHolds(
                "1 " + HOST + " label 900 " + VXLAN + "]",
                "NeighbourEntry[vrf=1, address=10.1.1.9, mac=" + HOST + "]",
                "1 10.1.1.9/32 label 900 " + VXLAN + ", router=" + HOST + "]",
                "1 ff:ff:ff:ff:ff:ff label 0 [" + VM1 + " label 0, " + VXLAN + "] label 901]",
                "1 10.9.0.0/16 label 902 " + VXLAN + ", router=" + ROUTER + "]",
                "1 02:00:00:00:00:04 label 903 " + VXLAN + "]");
        assertFalse(forwarding.contents().stream().anyMatch(line -> line.contains("address=10.1.1.4,")));
        rig.receive(0, update(new RouteItem.Retract(HOST + ",10.1.1.9/32")));
        assertFalse(forwarding.contents().stream().anyMatch(line -> line.contains(HOST.toString())));
    }

    /** Of 24 bits, without reserved ones: the numbers of networks begin with 1, and are the VNIs of their routes, too. */
    @Test
    void routesMayHaveAnyVni() {
        rig.receive(0, told(HOST, "10.1.1.9/32", Optional.empty(), 1));
        rig.receive(0, told(NONE, "10.9.0.0/16", Optional.of(ROUTER), VniEntry.LAST));
        assertHolds(
                "1 10.1.1.9/32 label 1 " + VXLAN + ", router=" + HOST + "]",
                "1 10.9.0.0/16 label 16777215 " + VXLAN + ", router=" + ROUTER + "]");
    }

    @Test
    void aVniOfThisNodeIsNoLabelOfIt() {
        assertHolds("label 4098 " + VM1);
        rig.receive(0, told(Demo.UNDERLAY, NONE, "10.9.0.0/16", Optional.of(ROUTER), 4098));
        assertFalse(forwarding.contents().stream().anyMatch(line -> line.contains("10.9.0.0/16")));
    }

    @Test
    void answersForTheGatewayAndTheBroadcastAddress() {
        rig.receive(0, Demo.update(Demo.subnet("10.1.1.0", 24, "10.1.1.254")));
        assertHolds(
                "NeighbourEntry[vrf=1, address=10.1.1.254, mac=" + MacAddress.VIRTUAL_GATEWAY + "]",
                "NeighbourEntry[vrf=1, address=10.1.1.255, mac=ff:ff:ff:ff:ff:ff]");
    }

    @Test
    void restartedAgentKeepsTheModeUntilItKnowsTheConfiguration() throws Exception {
        var before = forwarding.dump(TableKind.INTERFACE);
        var next = new AgentRig(state, forwarding, Map.of("tap-vm1", 7)).up(0);
        next.receive(0, Demo.update(Demo.config()));
        assertEquals(before, forwarding.dump(TableKind.INTERFACE), "how its network forwards has not arrived yet");
        next.pass(AgentRig.QUIET);
        assertNotEquals(before, forwarding.dump(TableKind.INTERFACE));
        next.receive(0, Demo.update(Demo.bridging("l2_l3")));
        assertEquals(before, forwarding.dump(TableKind.INTERFACE));
    }

    @Test
    void aNetworkThatOnlyRoutesHasNoBridge() {
        rig.receive(0, Demo.update(Demo.bridging("l3")));
        assertTrue(rig.sent(0, "<dissociate node=\"25/242/" + Demo.MAC + ",10.1.1.3/32\""));
        assertFalse(forwarding.contents().stream()
                .anyMatch(line -> line.contains("bridge") || line.contains("VniEntry") || line.contains("mode=")));
    }
}

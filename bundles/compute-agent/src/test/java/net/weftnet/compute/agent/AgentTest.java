package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
    private static final List<String> VM1_AND_ONE_REMOTE = List.of(
            "1 10.1.1.3/32 label 0 Interface[ifIndex=7, workloadMac=02:8f:3c:1c:5e:01]",
            "1 10.1.1.4/32 label 5000 Tunnel[encapsulation=MPLS_OVER_UDP, source=198.18.0.11, destination=198.18.0.12]",
            "InterfaceEntry[ifIndex=7, vif=1, device=tap-vm1, kind=WORKLOAD, vrf=1, mac=02:8f:3c:1c:5e:01, policy=0]",
            "Interface[ifIndex=7, workloadMac=02:8f:3c:1c:5e:01]",
            "Tunnel[encapsulation=MPLS_OVER_UDP, source=198.18.0.11, destination=198.18.0.12]",
            "label 4098 Interface[ifIndex=7, workloadMac=02:8f:3c:1c:5e:01]");

    @TempDir
    Path state;

    private final FakeForwarding forwarding = new FakeForwarding();
    private AgentRig rig;

    @BeforeEach
    void start() {
        rig = new AgentRig(state, forwarding);
    }

    @Test
    void subscribesPublishesAndPrograms() throws Exception {
        rig.converged();
        assertTrue(rig.sent(0, "/config", "node=\"virtual-router:default-global-system-config:compute1\""));
        assertTrue(rig.sent(0, "/config", "<subscribe node=\"virtual-machine:" + Demo.VM + "\""));
        assertTrue(rig.sent(0, "/bgp-peer", "<subscribe node=\"" + Demo.FRONT_RI + "\"", "<instance-id>1<"));
        assertTrue(rig.sent(
                0,
                "<publish node=\"1/1/" + Demo.FRONT_RI + "/10.1.1.3/32\"",
                "<address>198.18.0.11</address>",
                "<label>4098</label>",
                "<tunnel-encapsulation>udp</tunnel-encapsulation>",
                "<virtual-network>" + Demo.FRONT + "</virtual-network>",
                "<sub-protocol>interface</sub-protocol>"));
        assertTrue(rig.sent(0, "<collection", "<associate node=\"1/1/" + Demo.FRONT_RI + "/10.1.1.3/32\""));
        assertTrue(rig.sent(0, "0/0/EndOfRib"));
        assertEquals(VM1_AND_ONE_REMOTE, forwarding.contents());
        assertEquals(Optional.of("OK: converged"), rig.health.of("agent"));
        assertEquals(Optional.of("OK: 1 of 1 active"), rig.health.of("ports"));
    }

    @Test
    void doesTheSameForIpv6() throws Exception {
        rig.converged();
        rig.receive(0, Demo.update(Demo.address6("2001:db8::3")));
        rig.receive(0, Demo.reach("2001:db8::4", 5001, Encapsulation.MPLS_OVER_UDP));
        assertTrue(rig.sent(
                0,
                "<publish node=\"2/1/" + Demo.FRONT_RI + "/2001:db8::3/128\"",
                "<address>198.18.0.11</address>",
                "<label>4098</label>"));
        var contents = forwarding.contents();
        assertTrue(
                contents.contains("1 2001:db8::3/128 label 0 Interface[ifIndex=7, workloadMac=02:8f:3c:1c:5e:01]"),
                contents::toString);
        assertTrue(
                contents.contains("1 2001:db8::4/128 label 5001"
                        + " Tunnel[encapsulation=MPLS_OVER_UDP, source=198.18.0.11, destination=198.18.0.12]"),
                contents::toString);
    }

    @Test
    void floatingAddressesAreRoutesOfTheirNetworkUnderALabelOfTheirOwn() throws Exception {
        rig.converged();
        rig.receive(0, Demo.update(Demo.floating("192.0.2.10", "192.0.2.11")));
        assertTrue(rig.sent(0, "<subscribe node=\"" + Demo.PUBLIC_RI + "\""));
        for (var address : List.of("192.0.2.10", "192.0.2.11")) {
            assertTrue(rig.sent(
                    0,
                    "<publish node=\"1/1/" + Demo.PUBLIC_RI + "/" + address + "/32\"",
                    "<label>4099</label>",
                    "<virtual-network>" + Demo.PUBLIC + "</virtual-network>"));
        }
        var vrf = rig.numbers.vrf(Demo.PUBLIC_RI);
        var mac = "02:8f:3c:1c:5e:01";
        var contents = forwarding.contents();
        assertTrue(
                contents.contains(vrf + " 192.0.2.10/32 label 0 Floating[ifIndex=7, workloadMac=" + mac + "]"),
                contents::toString);
        assertTrue(contents.contains("label 4099 Floating[ifIndex=7, workloadMac=" + mac + "]"), contents::toString);
        var entry = (FloatingEntry) forwarding.dump(TableKind.FLOATING).getFirst();
        assertEquals(
                List.of("10.1.1.3 192.0.2.10", "192.0.2.11 192.0.2.11"),
                entry.addresses().stream()
                        .map(one -> one.fixed() + " " + one.outside())
                        .toList());
        rig.receive(0, Demo.delete(Demo.floating("192.0.2.10", "192.0.2.11")));
        assertTrue(rig.sent(0, "<dissociate node=\"1/1/" + Demo.PUBLIC_RI + "/192.0.2.10/32\""));
        assertEquals(List.of(), forwarding.dump(TableKind.FLOATING));
    }

    @Test
    void whateverFailsIsToldAndTriedAgain() throws Exception {
        rig.converged();
        var failures = new AtomicInteger();
        rig.agent.onRecomputed(() -> {
            if (failures.getAndIncrement() == 0) {
                throw new IllegalArgumentException("a bad value");
            }
        });
        rig.receive(0, Demo.reach("10.1.1.5", 5001, Encapsulation.MPLS_OVER_UDP));
        assertEquals(Optional.of("FAILED: a bad value"), rig.health.of("agent"));
        rig.pass(Duration.ofSeconds(6));
        assertEquals(2, failures.get());
        assertEquals(Optional.of("OK: converged"), rig.health.of("agent"));
    }

    @Test
    void saysNothingTwice() throws Exception {
        rig.converged();
        assertEquals(rig.sent.get(0).size(), rig.sent.get(0).stream().distinct().count());
        int before = rig.sent.get(0).size();
        rig.receive(0, Demo.update(Demo.config())).device("eth9", 99);
        assertEquals(before, rig.sent.get(0).size());
    }

    @Test
    void holdsItsEndOfRibUntilTheConfigurationIsComplete() throws Exception {
        rig.plug(Demo.port()).device("tap-vm1", 7).up(0).receive(0, Demo.update(Demo.config()));
        assertFalse(rig.sent(0, "EndOfRib"));
        rig.pass(AgentRig.QUIET);
        assertTrue(rig.sent(0, "EndOfRib"));
    }

    @Test
    void endsItsRibAtOnceWithoutPorts() {
        rig.up(0);
        assertTrue(rig.sent(0, "EndOfRib"));
    }

    @Test
    void takesAConfigurationThatIsNeverQuietForComplete() throws Exception {
        rig.plug(Demo.port()).device("tap-vm1", 7).up(0);
        for (int seconds = 0; seconds < 60; seconds++) {
            assertFalse(rig.sent(0, "EndOfRib"));
            rig.receive(0, Demo.update(Demo.config())).pass(Duration.ofSeconds(1));
        }
        assertTrue(rig.sent(0, "EndOfRib"));
    }

    @Test
    void tellsWhatAPortLacks() throws Exception {
        rig.plug(Demo.port());
        assertEquals(
                Optional.of(
                        "DEGRADED: tap-vm1: missing device tap-vm1, configuration of the virtual-machine-interface"),
                rig.health.of("port " + Demo.VMI));
        rig.up(0).receive(0, Demo.update(Demo.config()));
        assertEquals(Optional.of("DEGRADED: tap-vm1: missing device tap-vm1"), rig.health.of("port " + Demo.VMI));
        rig.device("tap-vm1", 7);
        assertEquals(Optional.empty(), rig.health.of("port " + Demo.VMI));
    }

    @Test
    void isNotToBlameForAPortNobodyPlugged() {
        rig.up(0).receive(0, Demo.update(Demo.config()));
        assertEquals(
                List.of("port"), rig.agent.oper().interfaces().get(Demo.VMI).missing());
        assertEquals(Optional.empty(), rig.health.of("port " + Demo.VMI));
        assertEquals(Optional.of("OK: 0 of 0 active"), rig.health.of("ports"));
        assertFalse(rig.sent(0, "/bgp-peer", "<subscribe"), "no routes are asked for");
    }

    @Test
    void withdrawsTheRouteOfAPortWhoseDeviceVanishes() throws Exception {
        rig.converged().noDevice("tap-vm1");
        assertTrue(rig.sent(0, "<dissociate node=\"1/1/" + Demo.FRONT_RI + "/10.1.1.3/32\""));
        assertFalse(forwarding.contents().toString().contains("ifIndex"), forwarding.contents()::toString);
        rig.device("tap-vm1", 8);
        assertTrue(forwarding.contents().toString().contains("label 4098 Interface[ifIndex=8"));
    }

    @Test
    void leavesTheRoutingInstanceWithItsLastPort() throws Exception {
        rig.converged();
        rig.unplug(Demo.VMI);
        assertTrue(rig.sent(0, "<unsubscribe node=\"" + Demo.FRONT_RI + "\""));
        assertTrue(rig.sent(0, "<unsubscribe node=\"virtual-machine:" + Demo.VM + "\""));
        assertEquals(List.of(), forwarding.contents());
    }

    @Test
    void usesNoRouteItCannotFollow() throws Exception {
        rig.converged();
        rig.receive(
                0,
                Demo.reach("10.1.1.5", 5001, Encapsulation.VXLAN),
                Demo.reach("10.1.1.6", 0, Encapsulation.MPLS_OVER_UDP),
                Demo.reach("10.1.1.7", 5002, Demo.UNDERLAY, Encapsulation.MPLS_OVER_UDP),
                Demo.reach("10.1.1.3", 5003, Encapsulation.MPLS_OVER_UDP));
        assertEquals(VM1_AND_ONE_REMOTE, forwarding.contents());
    }

    /** As when the routing instance imports the routes of another one that has ports here. */
    @Test
    void reachesAPortOfItsOwnThroughAnotherRoutingInstance() throws Exception {
        rig.converged();
        rig.receive(0, Demo.reach("10.1.1.9", 4098, Demo.UNDERLAY, Encapsulation.MPLS_OVER_UDP));
        var own = forwarding.contents().stream()
                .filter(entry -> entry.contains("10.1.1.9/32"))
                .toList();
        assertEquals(1, own.size(), forwarding.contents()::toString);
        assertTrue(own.getFirst().contains("Interface[ifIndex=7"), own::toString);
        rig.noDevice("tap-vm1");
        assertFalse(forwarding.contents().toString().contains("10.1.1.9/32"), forwarding.contents()::toString);
    }

    @Test
    void spreadsFlowsOverEqualPathsAndTakesThemBack() throws Exception {
        rig.converged();
        var other = IpAddress.parse("198.18.0.13");
        rig.receive(0, Demo.reachTwice("10.1.1.8", Demo.OTHER_NODE, other, 5001));
        assertTrue(
                forwarding.contents().toString().contains("1 10.1.1.8/32 label 0 Ecmp"),
                forwarding.contents()::toString);
        assertTrue(forwarding.contents().toString().contains("destination=198.18.0.13"));
        rig.receive(0, Demo.reach("10.1.1.8", 5001, Encapsulation.MPLS_OVER_UDP));
        assertTrue(forwarding.contents().toString().contains("1 10.1.1.8/32 label 5001 Tunnel"));
        assertFalse(forwarding.contents().toString().contains("Ecmp"));
        rig.receive(0, Demo.reachTwice("10.1.1.8", Demo.OTHER_NODE, other, 5001));
        rig.receive(0, Demo.retract("10.1.1.8"));
        assertEquals(VM1_AND_ONE_REMOTE, forwarding.contents());
    }

    @Test
    void followsAMoveToAnotherNode() throws Exception {
        rig.converged();
        rig.receive(0, Demo.reach("10.1.1.4", 5009, IpAddress.parse("198.18.0.13"), Encapsulation.MPLS_OVER_UDP));
        assertTrue(forwarding
                .contents()
                .toString()
                .contains("label 5009 Tunnel[encapsulation=MPLS_OVER_UDP,"
                        + " source=198.18.0.11, destination=198.18.0.13]"));
        assertFalse(forwarding.contents().toString().contains("198.18.0.12"));
        rig.receive(0, Demo.retract("10.1.1.4"));
        assertFalse(forwarding.contents().toString().contains("Tunnel"));
    }

    @Test
    void repairsWhatOthersDidToTheTables() throws Exception {
        rig.converged();
        forwarding.lose(new TableKey.LabelKey(4098));
        forwarding.insert(new LabelEntry(4444, 1));
        rig.pass(AgentRig.AUDIT);
        assertEquals(VM1_AND_ONE_REMOTE, forwarding.contents());
        assertEquals(2, rig.dataPlane.status().repaired());
        assertEquals(Optional.of("OK: 2 routes, 2 entries repaired by audits"), rig.health.of("data plane"));
    }

    @Test
    void tellsWhatTheDataPlaneRefusesAndTriesAgain() throws Exception {
        forwarding.full = TableKind.LABEL;
        rig.converged();
        assertEquals(
                Optional.of("DEGRADED: 1 entries refused, for example LabelKey[label=4098]: LABEL is full"),
                rig.health.of("data plane"));
        forwarding.full = null;
        rig.pass(AgentRig.AUDIT);
        assertEquals(VM1_AND_ONE_REMOTE, forwarding.contents());
    }

    @Test
    void waitsForTheTablesToOpen() throws Exception {
        forwarding.setReady(false);
        rig.converged();
        assertEquals(Optional.of("DEGRADED: the forwarding tables are not open"), rig.health.of("data plane"));
        forwarding.setReady(true);
        rig.time.settle();
        assertEquals(VM1_AND_ONE_REMOTE, forwarding.contents());
    }
}

package net.weftnet.control.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.NextHop;
import net.weftnet.control.rib.api.RouteAttributes;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTranslationTest {
    private static final List<Encapsulation> DEFAULTS = List.of(Encapsulation.MPLS_OVER_GRE);

    private final Networks networks = new Networks();
    private final RouteTranslation translation = new RouteTranslation(networks);

    private static ExportChange.Reach reach(String router, int instanceId, RouteAttributes attributes) {
        var key = new ExportChange.Key(ControlNode.INSTANCE, "compute1", IpPrefix.parse("10.1.1.3/32"));
        return new ExportChange.Reach(key, IpAddress.parse(router), instanceId, Set.of(ControlNode.TARGET), attributes);
    }

    private RouteAttributes received(ExtendedCommunity... communities) {
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new ExtendedCommunities(List.of(communities)));
        var nlri = PrefixNlri.ofVpn(RouteDistinguisher.parse("64512:1"), IpPrefix.parse("10.2.0.0/16"), 17);
        return translation.toRib(new VpnRoute(nlri, BgpNextHop.of(IpAddress.parse("192.0.2.9")), attributes), DEFAULTS);
    }

    @Test
    void whatHasNoRoomInBgpIsNotTold() {
        var fine = ControlNode.attributes(17, "192.0.2.1");
        assertTrue(translation.toBgp(reach("192.0.2.1", 7, fine), 64512).isPresent());
        assertTrue(translation.toBgp(reach("2001:db8::1", 7, fine), 64512).isEmpty());
        assertTrue(translation.toBgp(reach("192.0.2.1", 65536, fine), 64512).isEmpty());
        assertTrue(translation
                .toBgp(reach("192.0.2.1", 7, fine.withNextHops(List.of())), 64512)
                .isEmpty());
        var label = ControlNode.attributes(1 << 20, "192.0.2.1");
        assertTrue(translation.toBgp(reach("192.0.2.1", 7, label), 64512).isEmpty());
    }

    @Test
    void numbersThatHaveNoRoomBesideALongAsAreLeftOut() {
        var route = translation
                .toBgp(reach("192.0.2.1", 7, ControlNode.attributes(17, "192.0.2.1")), 130048)
                .orElseThrow();
        assertTrue(route.attributes().extendedCommunities().stream().noneMatch(ExtendedCommunity::isSecurityGroup));
    }

    @ParameterizedTest
    @CsvSource({"2, MPLS_OVER_GRE", "11, MPLS_OVER_GRE", "13, MPLS_OVER_UDP", "37001, MPLS_OVER_UDP", "8, VXLAN"})
    void tunnelTypesOldAndNewAreUnderstood(int tunnelType, Encapsulation encapsulation) {
        assertEquals(
                List.of(encapsulation),
                received(ExtendedCommunity.encapsulation(tunnelType))
                        .nextHops()
                        .getFirst()
                        .encapsulations());
    }

    @Test
    void whoSaysNoTunnelGetsTheDefault() {
        assertEquals(DEFAULTS, received().nextHops().getFirst().encapsulations());
        assertEquals(
                DEFAULTS,
                received(ExtendedCommunity.encapsulation(99))
                        .nextHops()
                        .getFirst()
                        .encapsulations());
    }

    @Test
    void theNetworkIsThatOfTheOriginElseOfTheTarget() {
        var target = ExtendedCommunity.of(ControlNode.TARGET);
        assertEquals("", received(target).originVirtualNetwork());
        networks.update(List.of(updated("d:p:front:front", "d:p:front", 5), updated("d:p:back:back", "d:p:back", 6)));
        assertEquals("d:p:back", received(target).originVirtualNetwork());
        assertEquals(
                "d:p:front",
                received(target, ExtendedCommunity.originVn(64512, 5)).originVirtualNetwork());
        assertEquals(
                "d:p:back",
                received(target, ExtendedCommunity.originVn(64512, 99)).originVirtualNetwork());
        networks.update(List.of(new RoutingInstanceChange.Removed("d:p:back:back")));
        assertEquals("d:p:front", received(target).originVirtualNetwork());
    }

    private static RoutingInstanceChange updated(String instance, String network, int number) {
        return new RoutingInstanceChange.Updated(
                new RoutingInstance(instance, network, number, Set.of(ControlNode.TARGET), Set.of(ControlNode.TARGET)));
    }

    @Test
    void mobilityAndGroupsComeAlong() {
        var attributes = received(
                ExtendedCommunity.macMobility(true, 4),
                ExtendedCommunity.securityGroup(64512, 8000001),
                ExtendedCommunity.tag(64512, 77));
        assertTrue(attributes.sticky());
        assertEquals(4, attributes.mobilitySequence());
        assertEquals(List.of(8000001L), attributes.securityGroups());
        var expected = new NextHop(IpAddress.parse("192.0.2.9"), 17, 0, Optional.empty(), DEFAULTS, "", List.of(77L));
        assertEquals(List.of(expected), attributes.nextHops());
    }
}

package net.weftnet.protocol.bgp.nlri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetAutoDiscovery;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetSegmentRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NlriCodecTest {
    private static final RouteDistinguisher RD = RouteDistinguisher.parse("64512:11");
    private static final String RD_HEX = "0000 fc00 0000000b";
    private static final EthernetSegment SEGMENT = new EthernetSegment(1, 0x0203_0405_0607_0809L, 0x0a);
    private static final String SEGMENT_HEX = "01 0203040506070809 0a";
    private static final String NO_SEGMENT = "00 0000000000000000 00";
    private static final MacAddress MAC = MacAddress.parse("aa:bb:cc:00:00:11");

    private static IpPrefix prefix(String text) {
        return IpPrefix.parse(text);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text);
    }

    static Stream<Arguments> vectors() {
        return Stream.concat(prefixes(), others());
    }

    private static Stream<Arguments> prefixes() {
        var labeled = new PrefixNlri(AddressFamily.INET_LABELED, 0, 0, 0, 0x0a010000L, 16, 3);
        return Stream.of(
                arguments("00", PrefixNlri.of(prefix("0.0.0.0/0"))),
                arguments("09 0a80", PrefixNlri.of(prefix("10.128.0.0/9"))),
                arguments("20 c0000201", PrefixNlri.of(prefix("192.0.2.1/32"))),
                arguments("00", PrefixNlri.of(prefix("::/0"))),
                arguments("20 20010db8", PrefixNlri.of(prefix("2001:db8::/32"))),
                arguments("41 20010db800000000 80", PrefixNlri.of(prefix("2001:db8:0:0:8000::/65"))),
                arguments("80 20010db8000000000000000000000001", PrefixNlri.of(prefix("2001:db8::1/128"))),
                arguments("28 000031 0a01", labeled),
                arguments("70 000701" + RD_HEX + "0a0b00", PrefixNlri.ofVpn(RD, prefix("10.11.0.0/24"), 112)),
                arguments("58 fffff1" + RD_HEX, PrefixNlri.ofVpn(RD, prefix("0.0.0.0/0"), 0xfffff)),
                arguments(
                        "98 0006f1 0001 c0000201 0007 20010db8 00110000",
                        PrefixNlri.ofVpn(RouteDistinguisher.parse("192.0.2.1:7"), prefix("2001:db8:11::/64"), 111)));
    }

    private static Stream<Arguments> others() {
        long rd = RD.octets();
        return Stream.of(
                arguments(
                        "01 19" + RD_HEX + SEGMENT_HEX + "ffffffff 000641",
                        new EthernetAutoDiscovery(0, rd, SEGMENT, 0xffff_ffffL, 0x641)),
                arguments(
                        "02 21" + RD_HEX + NO_SEGMENT + "00000000 30 aabbcc000011 00 001393",
                        new MacIp(0, rd, EthernetSegment.SINGLE_HOMED, 0, MAC, null, 5011, PrefixNlri.NO_LABEL)),
                arguments(
                        "02 28" + RD_HEX + SEGMENT_HEX + "00000005 30 aabbcc000011 20 0a0b0006 001393 001394",
                        new MacIp(0, rd, SEGMENT, 5, MAC, address("10.11.0.6"), 5011, 5012)),
                arguments(
                        "02 31" + RD_HEX + NO_SEGMENT + "00000000 30 aabbcc000011 80 20010db8000000000000000000000006"
                                + "001393",
                        new MacIp(
                                0,
                                rd,
                                EthernetSegment.SINGLE_HOMED,
                                0,
                                MAC,
                                address("2001:db8::6"),
                                5011,
                                PrefixNlri.NO_LABEL)),
                arguments(
                        "03 11" + RD_HEX + "00000000 20 c000020b",
                        new InclusiveMulticast(0, rd, 0, address("192.0.2.11"))),
                arguments(
                        "03 1d" + RD_HEX + "00000007 80 20010db8000000000000000000000006",
                        new InclusiveMulticast(0, rd, 7, address("2001:db8::6"))),
                arguments(
                        "04 17" + RD_HEX + SEGMENT_HEX + "20 c000020b",
                        new EthernetSegmentRoute(0, rd, SEGMENT, address("192.0.2.11"))),
                arguments(
                        "05 22" + RD_HEX + NO_SEGMENT + "00000000 18 0a0b0300 00000000 001394",
                        new IpPrefixRoute(
                                0,
                                rd,
                                EthernetSegment.SINGLE_HOMED,
                                0,
                                prefix("10.11.3.0/24"),
                                address("0.0.0.0"),
                                5012)),
                arguments(
                        "05 3a" + RD_HEX + NO_SEGMENT + "00000000 20 20010db8000000000000000000000000"
                                + "20010db8000000000000000000000001 001394",
                        new IpPrefixRoute(
                                0,
                                rd,
                                EthernetSegment.SINGLE_HOMED,
                                0,
                                prefix("2001:db8::/32"),
                                address("2001:db8::1"),
                                5012)),
                arguments("00", RouteTargetNlri.everything()),
                arguments("60 0000fc00 0002fc0000000063", RouteTargetNlri.of(64512, RouteTarget.parse("64512:99"))),
                arguments("20 0000fc00", new RouteTargetNlri(0, 64512, 0, 32)),
                arguments("30 0000fc00 0002", new RouteTargetNlri(0, 64512, 0x0002L << 48, 48)),
                arguments(
                        "01 16" + RD_HEX + "c0000201 20 00000000 20 e1000001",
                        new ErmVpnNlri(
                                0,
                                ErmVpnNlri.Type.LOCAL_TREE,
                                rd,
                                address("192.0.2.1"),
                                address("0.0.0.0"),
                                address("225.0.0.1"))));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void routesAreReadAndWritten(String hex, Nlri route) throws BgpException {
        assertEquals(List.of(route), NlriCodec.decode(route.family(), Hex.buffer(hex), false, false));
        var out = Unpooled.buffer();
        NlriCodec.encode(route, out, false, false);
        assertEquals(Hex.plain(hex), Hex.hex(out));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whatIsCutOffIsRefused(String hex, Nlri route) {
        var whole = Hex.buffer(hex);
        for (int length = 1; length < whole.readableBytes(); length++) {
            var cut = whole.slice(0, length);
            var e = assertThrows(
                    BgpException.class, () -> NlriCodec.decode(route.family(), cut, false, false), hex + " " + length);
            assertEquals(BgpError.INVALID_NETWORK_FIELD, e.error());
        }
    }

    @Test
    void pathIdentifiersComeFirst() throws BgpException {
        var routes = NlriCodec.decode(AddressFamily.INET, Hex.buffer("00000007 08 0a ffffffff 08 0b"), true, false);
        assertEquals(List.of("10.0.0.0/8 path 7", "11.0.0.0/8 path 4294967295"), texts(routes));
        var out = Unpooled.buffer();
        NlriCodec.encode(routes.getFirst(), out, true, false);
        assertEquals("00000007080a", Hex.hex(out));
        assertThrows(BgpException.class, () -> NlriCodec.decode(AddressFamily.INET, Hex.buffer("000000"), true, false));
    }

    private static List<String> texts(List<Nlri> routes) {
        return routes.stream().map(Nlri::toString).toList();
    }

    @Test
    void labelsOfWithdrawnRoutesDoNotMatter() throws BgpException {
        var reached = PrefixNlri.ofVpn(RD, prefix("10.11.0.0/24"), 112);
        for (var label : List.of("800000", "000000", "000701")) {
            var hex = "70" + label + RD_HEX + "0a0b00";
            assertEquals(
                    List.of(reached.withoutLabel()),
                    NlriCodec.decode(AddressFamily.INET_VPN, Hex.buffer(hex), false, true));
        }
        var out = Unpooled.buffer();
        NlriCodec.encode(reached, out, false, true);
        assertEquals(Hex.plain("70 800000" + RD_HEX + "0a0b00"), Hex.hex(out));
    }

    @Test
    void bitsPastTheLengthDoNotCount() throws BgpException {
        assertEquals(
                List.of("10.128.0.0/9"),
                texts(NlriCodec.decode(AddressFamily.INET, Hex.buffer("09 0aff"), false, false)));
        assertEquals(
                List.of("64512:target:64512:96/91"),
                texts(NlriCodec.decode(
                        AddressFamily.ROUTE_TARGET, Hex.buffer("5b 0000fc00 0002fc000000007f"), false, false)));
    }

    @Test
    void aRouteDistinguisherOfAnyTypeIsCarried() throws BgpException {
        var routes =
                NlriCodec.decode(AddressFamily.INET_VPN, Hex.buffer("60 000701 ffff 010203040506 0a"), false, false);
        assertEquals(List.of("0xffff010203040506:10.0.0.0/8 label 112"), texts(routes));
    }

    @ParameterizedTest
    @CsvSource({
        "INET, 21 0a00000000",
        "INET6, 81 2001000000000000000000000000000000",
        "INET_LABELED, 10 0a00",
        "INET_LABELED, 39 000701 0a00000000",
        "INET_VPN, 20 000701 00",
        "INET_VPN, 79 000701 0000fc000000000b 0a00000000",
        "ROUTE_TARGET, 08 00",
        "ROUTE_TARGET, 61 0000fc000002fc000000006300",
        "ERM_VPN, 01 15 0000fc000000000b c0000201 20 00000000 20 e10000",
        "ERM_VPN, 01 16 0000fc000000000b c0000201 18 00000000 20 e1000001",
        "EVPN, 01 18 0000fc000000000b 00000000000000000000 00000000 0000",
        "EVPN, 02 21 0000fc000000000b 00000000000000000000 00000000 28 aabbcc000011 00 001393",
        "EVPN, 02 21 0000fc000000000b 00000000000000000000 00000000 30 aabbcc000011 08 001393",
        "EVPN, 02 22 0000fc000000000b 00000000000000000000 00000000 30 aabbcc000011 00 00139300",
        "EVPN, 03 11 0000fc000000000b 00000000 80 c000020b",
        "EVPN, 04 17 0000fc000000000b 01020304050607080900 18 c000020b",
        "EVPN, 05 22 0000fc000000000b 00000000000000000000 00000000 21 0a0b0300 00000000 001394",
        "EVPN, 05 23 0000fc000000000b 00000000000000000000 00000000 18 0a0b0300 00000000 00139400",
    })
    void impossibleLengthsAreRefused(AddressFamily family, String hex) {
        var e = assertThrows(BgpException.class, () -> NlriCodec.decode(family, Hex.buffer(hex), false, false));
        assertEquals(BgpError.INVALID_NETWORK_FIELD, e.error());
    }

    @Test
    void routesOfUnknownTypesAreLeftOut() throws BgpException {
        var multicast = "03 11" + RD_HEX + "00000000 20 c000020b";
        var hex = "06 03 010203" + multicast + "ff 00" + "0b 01 00";
        assertEquals(
                1,
                NlriCodec.decode(AddressFamily.EVPN, Hex.buffer(hex), false, false)
                        .size());
        var erm = "07 02 0102";
        assertEquals(List.of(), NlriCodec.decode(AddressFamily.ERM_VPN, Hex.buffer(erm), false, false));
    }

    @Test
    void membershipCoversTargets() {
        var target = RouteTarget.parse("64512:99");
        assertTrue(RouteTargetNlri.everything().covers(target));
        assertTrue(RouteTargetNlri.of(64512, target).covers(target));
        assertFalse(RouteTargetNlri.of(64512, target).covers(RouteTarget.parse("64512:98")));
        assertTrue(new RouteTargetNlri(0, 64512, 0, 32).covers(target));
        assertTrue(new RouteTargetNlri(0, 64512, target.octets() & -0x10000L, 80).covers(target));
        assertFalse(new RouteTargetNlri(0, 64512, 0x0002_fc01L << 32, 64).covers(target));
    }
}

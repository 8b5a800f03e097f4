package net.weftnet.protocol.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateCodecTest {
    private static final RouteDistinguisher RD = RouteDistinguisher.parse("64512:11");
    private static final PathAttributes PLAIN = PathAttributes.of(Origin.IGP, AsPath.EMPTY);
    private static final String PLAIN_HEX = "40 01 01 00 40 02 00";

    private static IpAddress address(String text) {
        return IpAddress.parse(text);
    }

    private static PrefixNlri vpn(String prefix) {
        return PrefixNlri.ofVpn(RD, IpPrefix.parse(prefix), 112);
    }

    private static String multiprotocol(int code, String value) {
        return "900" + Integer.toHexString(code)
                + "%04x".formatted(Hex.plain(value).length() / 2) + value;
    }

    static Stream<Arguments> nextHops() {
        var v4 = BgpNextHop.of(address("192.0.2.1"));
        var v6 = BgpNextHop.of(address("2001:db8::1"));
        var both = new BgpNextHop(address("2001:db8::1"), address("fe80::1"));
        var mapped = BgpNextHop.of(address("::ffff:192.0.2.1"));
        var ten = PrefixNlri.of(IpPrefix.parse("10.0.0.0/8"));
        var six = PrefixNlri.of(IpPrefix.parse("2001:db8::/32"));
        var v6Hex = "20010db8000000000000000000000001";
        var linkLocal = "fe800000000000000000000000000001";
        var target = RouteTargetNlri.of(64512, RouteTarget.parse("64512:99"));
        return Stream.of(
                arguments("0001 01 10" + v6Hex + "00 08 0a", ten, v6),
                arguments("0001 01 20" + v6Hex + linkLocal + "00 08 0a", ten, both),
                arguments("0002 01 10" + v6Hex + "00 20 20010db8", six, v6),
                arguments("0002 01 20" + v6Hex + linkLocal + "00 20 20010db8", six, both),
                arguments(
                        "0001 80 0c 0000000000000000 c0000201 00 60 000701 0000fc000000000b 0a", vpn("10.0.0.0/8"), v4),
                arguments(
                        "0001 80 18 0000000000000000" + v6Hex + "00 60 000701 0000fc000000000b 0a",
                        vpn("10.0.0.0/8"),
                        v6),
                arguments(
                        "0002 80 18 0000000000000000 00000000000000000000ffffc0000201 00"
                                + "78 000701 0000fc000000000b 20010db8",
                        vpn("2001:db8::/32"),
                        mapped),
                arguments("0001 84 04 c0000201 00 60 0000fc00 0002fc0000000063", target, v4),
                arguments("0001 84 10" + v6Hex + "00 60 0000fc00 0002fc0000000063", target, v6));
    }

    @ParameterizedTest
    @MethodSource("nextHops")
    void nextHopsOfEveryFormAreReadAndWritten(String hex, Nlri route, BgpNextHop nextHop) throws BgpException {
        var message = Hex.update(multiprotocol(14, hex) + PLAIN_HEX, "");
        var update = Update.reach(route.family(), nextHop, PLAIN, List.of(route));
        assertEquals(update, Hex.decode(message, Hex.INTERNAL));
        assertEquals(message, Hex.encode(update, Hex.INTERNAL));
    }

    @Test
    void anIpv4NextHopOfIpv6RoutesIsMapped() throws BgpException {
        var update = Update.reach(
                AddressFamily.INET6_VPN, BgpNextHop.of(address("192.0.2.1")), PLAIN, List.of(vpn("2001:db8::/32")));
        var decoded = Hex.decodeUpdate(Hex.encode(update, Hex.INTERNAL), Hex.INTERNAL);
        assertEquals(
                address("::ffff:192.0.2.1"),
                decoded.reach().getFirst().nextHop().address());
    }

    @Test
    void withdrawals() throws BgpException {
        var ten = Update.unreach(AddressFamily.INET, List.of(PrefixNlri.of(IpPrefix.parse("10.0.0.0/8"))));
        assertEquals(ten, Hex.decode(Hex.update("08 0a", "", ""), Hex.INTERNAL));
        assertEquals(Hex.update("08 0a", "", ""), Hex.encode(ten, Hex.INTERNAL));
        var message = Hex.update(multiprotocol(15, "0001 80 60 800000 0000fc000000000b 0a"), "");
        var inVpn =
                Update.unreach(AddressFamily.INET_VPN, List.of(vpn("10.0.0.0/8").withoutLabel()));
        assertEquals(inVpn, Hex.decode(message, Hex.INTERNAL));
        assertEquals(message, Hex.encode(inVpn, Hex.INTERNAL));
    }

    @Test
    void endOfRibMarkers() throws BgpException {
        var inet = Hex.update("", "");
        assertEquals(
                Optional.of(AddressFamily.INET),
                Hex.decodeUpdate(inet, Hex.INTERNAL).endOfRib());
        assertEquals(inet, Hex.encode(Update.endOfRib(AddressFamily.INET), Hex.INTERNAL));
        var vpn = Hex.update("80 0f 03 0001 80", "");
        assertEquals(
                Optional.of(AddressFamily.INET_VPN),
                Hex.decodeUpdate(vpn, Hex.INTERNAL).endOfRib());
        assertEquals(vpn, Hex.encode(Update.endOfRib(AddressFamily.INET_VPN), Hex.INTERNAL));
        assertEquals(
                Optional.empty(),
                Hex.decodeUpdate(Hex.update("08 0a", "", ""), Hex.INTERNAL).endOfRib());
    }

    @Test
    void oneMessageMayDoAllAtOnce() throws BgpException {
        var attributes = PLAIN_HEX + "40 03 04 c0000201"
                + multiprotocol(14, "0002 01 10 20010db8000000000000000000000001 00 20 20010db8")
                + multiprotocol(15, "0002 01 20 20010db9");
        var update = Hex.decodeUpdate(Hex.update("08 0b", attributes, "08 0a"), Hex.INTERNAL);
        assertEquals(
                List.of("inet", "inet6"),
                update.unreach().stream().map(u -> u.family().toString()).toList());
        assertEquals(
                List.of("inet6", "inet"),
                update.reach().stream().map(r -> r.family().toString()).toList());
        assertEquals(PLAIN, update.attributes());
    }

    @Test
    void familiesThatWereNotAgreedOnAreLeftOut() throws BgpException {
        var options = Hex.only(AddressFamily.EVPN);
        var message = Hex.update("08 0b", PLAIN_HEX + "40 03 04 c0000201", "08 0a");
        var update = Hex.decodeUpdate(message, options);
        assertEquals(List.of(), update.reach());
        assertEquals(List.of(), update.unreach());
        assertEquals(2, update.faults().size());
        var unknown = Hex.update(multiprotocol(14, "4004 47 00 00 ff") + PLAIN_HEX, "");
        assertEquals(List.of(), Hex.decodeUpdate(unknown, options).reach());
    }

    @Test
    void routesThatShareAttributesShareMessages() throws BgpException {
        var routes = IntStream.range(0, 1000)
                .mapToObj(i -> vpn("10." + i / 256 + "." + i % 256 + ".0/24"))
                .toList();
        var nextHop = BgpNextHop.of(address("192.0.2.1"));
        var attributes = PLAIN.with(new LocalPreference(100))
                .with(new ExtendedCommunities(List.of(
                        ExtendedCommunity.of(RouteTarget.parse("64512:99")), ExtendedCommunity.encapsulation(13))));
        var out = Unpooled.buffer();
        int messages = UpdateEncoder.reach(AddressFamily.INET_VPN, nextHop, attributes, routes, Hex.INTERNAL, out);
        // 15 octets a route, and 74 for the header, next hop and attributes.
        assertEquals((1000 + 267) / 268, messages);
        var decoded = new ArrayList<Nlri>();
        var cache = new AttributeCache(1);
        while (out.isReadable()) {
            int length = MessageCodec.length(out, Hex.INTERNAL);
            assertTrue(length <= SessionOptions.MAX_MESSAGE);
            var update = (Update) MessageCodec.decode(out.readSlice(length), Hex.INTERNAL, cache);
            assertEquals(attributes, update.attributes());
            decoded.addAll(update.reach().getFirst().routes());
        }
        assertEquals(routes, decoded);
    }

    @Test
    void messagesAreFilledToTheLastOctet() {
        // A header of 23 octets, and two for each prefix.
        var routes = IntStream.range(0, 4096)
                .mapToObj(i -> PrefixNlri.of(IpPrefix.parse(i % 256 + ".0.0.0/8")))
                .toList();
        var out = Unpooled.buffer();
        assertEquals(3, UpdateEncoder.unreach(AddressFamily.INET, routes, Hex.INTERNAL, out));
        assertEquals(4095, out.getUnsignedShort(16));
        out.clear();
        var extended = new SessionOptions(true, true, true, Set.of(), Set.of(), Set.of());
        assertEquals(1, UpdateEncoder.unreach(AddressFamily.INET, routes, extended, out));
        assertEquals(0, UpdateEncoder.unreach(AddressFamily.INET, List.of(), extended, out));
    }

    @Test
    void attributesThatLeaveNoRoomAreRefused() {
        var many = new Communities(
                IntStream.range(0, 1020).mapToObj(Community::new).toList());
        var routes = List.of(vpn("10.0.0.0/8"));
        assertThrows(
                IllegalArgumentException.class,
                () -> UpdateEncoder.reach(
                        AddressFamily.INET_VPN,
                        BgpNextHop.of(address("192.0.2.1")),
                        PLAIN.with(many),
                        routes,
                        Hex.INTERNAL,
                        Unpooled.buffer()));
    }

    @Test
    void pathIdentifiersAreSentWhereAgreed() throws BgpException {
        var family = Set.of(AddressFamily.INET);
        var options = new SessionOptions(true, true, false, family, family, family);
        var route = new PrefixNlri(AddressFamily.INET, 7, 0, 0, 0x0a000000L, 8, PrefixNlri.NO_LABEL);
        var update = Update.reach(AddressFamily.INET, BgpNextHop.of(address("192.0.2.1")), PLAIN, List.of(route));
        var message = Hex.update(PLAIN_HEX + "40 03 04 c0000201", "00000007 08 0a");
        assertEquals(message, Hex.encode(update, options));
        assertEquals(update, Hex.decode(message, options));
    }
}

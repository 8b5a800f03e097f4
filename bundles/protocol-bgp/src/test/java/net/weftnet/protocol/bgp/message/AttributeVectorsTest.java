package net.weftnet.protocol.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Hex;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.LargeCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Aggregator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AtomicAggregate;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeForwarding;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LargeCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginVnPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Unknown;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each attribute in an UPDATE of its own, both ways. */
class AttributeVectorsTest {
    private static final String ORIGIN = "40 01 01 00";
    private static final String AS_PATH = "40 02 00";
    private static final String NEXT_HOP = "40 03 04 c0000201";
    private static final BgpNextHop VIA = BgpNextHop.of(IpAddress.parse("192.0.2.1"));
    private static final List<PrefixNlri> TEN = List.of(PrefixNlri.of(IpPrefix.parse("10.0.0.0/8")));

    private static AsSegment sequence(long... numbers) {
        return new AsSegment(
                AsSegment.Kind.SEQUENCE, LongStream.of(numbers).boxed().toList());
    }

    private static AsSegment segment(AsSegment.Kind kind, long... numbers) {
        return new AsSegment(kind, LongStream.of(numbers).boxed().toList());
    }

    static Stream<Arguments> attributes() {
        var mac = MacAddress.parse("aa:bb:cc:00:00:01");
        return Stream.of(
                arguments("80 04 04 00000064", new MultiExitDiscriminator(100)),
                arguments("40 05 04 ffffffff", new LocalPreference(0xffff_ffffL)),
                arguments("40 06 00", new AtomicAggregate()),
                arguments("c0 07 08 0001fc00 c0000201", new Aggregator(130048, IpAddress.parse("192.0.2.1"))),
                arguments(
                        "c0 08 08 fc000001 ffffff01",
                        new Communities(List.of(Community.parse("64512:1"), Community.NO_EXPORT))),
                arguments("80 09 04 0a000001", new OriginatorId(IpAddress.parse("10.0.0.1"))),
                arguments(
                        "80 0a 08 0a000001 0a000002",
                        new ClusterList(List.of(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")))),
                arguments("c0 16 05 00 00 000000", new PmsiTunnel(0, 0, 0, Octets.EMPTY)),
                arguments("c0 16 09 00 06 001393 c000020b", new PmsiTunnel(0, 6, 5011, Octets.ofHex("c000020b"))),
                arguments(
                        "c0 20 0c 0000fc00 00000001 ffffffff",
                        new LargeCommunities(List.of(new LargeCommunity(64512, 1, 0xffff_ffffL)))),
                arguments(
                        "c0 f1 1c 04 c0000201 08 00000400 000007ff 04 c0000202 08 00000401 00000401",
                        new EdgeDiscovery(List.of(
                                new EdgeDiscovery.Edge(IpAddress.parse("192.0.2.1"), 1024, 2047),
                                new EdgeDiscovery.Edge(IpAddress.parse("192.0.2.2"), 1025, 1025)))),
                arguments(
                        "c0 f2 11 04 c0000201 00000400 c0000202 00000401",
                        new EdgeForwarding(List.of(new EdgeForwarding.Edge(
                                IpAddress.parse("192.0.2.1"), 1024, IpAddress.parse("192.0.2.2"), 1025)))),
                arguments(
                        "c0 f3 08 8071 fc00 00000005", new OriginVnPath(List.of(ExtendedCommunity.originVn(64512, 5)))),
                arguments("e0 ee 04 deadbeef", new Unknown(0xee, Octets.ofHex("deadbeef"))),
                extended("0002 fc00 00000063", ExtendedCommunity.of(RouteTarget.parse("64512:99"))),
                extended("0102 c0000201 0007", ExtendedCommunity.of(RouteTarget.parse("192.0.2.1:7"))),
                extended("0202 0001fc00 0007", ExtendedCommunity.of(RouteTarget.parse("130048:7"))),
                extended("030c 00000000 000d", ExtendedCommunity.encapsulation(13)),
                extended("030d 00000000 0000", ExtendedCommunity.defaultGateway()),
                extended("03aa f800 0080 0000", ExtendedCommunity.loadBalance(0xf8, true)),
                extended("0600 01 00 00000003", ExtendedCommunity.macMobility(true, 3)),
                extended("0601 01 0000 001391", ExtendedCommunity.esiLabel(true, 0x1391)),
                extended("0602 aabbcc000001", ExtendedCommunity.esImport(mac)),
                extended("0603 aabbcc000001", ExtendedCommunity.routerMac(mac)),
                extended("8004 fc00 007a1201", ExtendedCommunity.securityGroup(64512, 8000001)),
                extended("8204 0001fc00 0007", ExtendedCommunity.securityGroup(130048, 7)),
                extended("8071 fc00 00000005", ExtendedCommunity.originVn(64512, 5)),
                extended("8084 fc00 00010002", ExtendedCommunity.tag(64512, 0x10002)),
                extended("0003 fc00 00000063", new ExtendedCommunity(0x0003_fc00_0000_0063L)));
    }

    private static Arguments extended(String hex, ExtendedCommunity community) {
        return arguments("c0 10 08" + hex, new ExtendedCommunities(List.of(community)));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void attributesAreReadAndWritten(String hex, PathAttribute attribute) throws BgpException {
        var message = Hex.update(ORIGIN + AS_PATH + NEXT_HOP + hex, "08 0a");
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, attribute);
        var update = Update.reach(AddressFamily.INET, VIA, attributes, TEN);
        assertEquals(update, Hex.decode(message, Hex.INTERNAL));
        assertEquals(message, Hex.encode(update, Hex.INTERNAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target:64512:99",
                "security-group:64512:8000001",
                "origin-vn:64512:5",
                "tag:64512:65538",
                "encapsulation:13",
                "default-gateway",
                "0x0003fc0000000063"
            })
    void extendedCommunitiesAreReadFromText(String text) {
        assertEquals(text, ExtendedCommunity.parse(text).toString());
    }

    @Test
    void aSiteOfOriginIsReadFromText() {
        assertEquals(
                "0x0003fc0000000063", ExtendedCommunity.parse("soo:64512:99").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gold", "target", "target:x:y", "tag:1", "encapsulation:", "0x12", "soo"})
    void whatIsNoExtendedCommunityIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ExtendedCommunity.parse(text));
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                arguments("00", AsPath.EMPTY, 0, ""),
                arguments(
                        "0a 02 02 0000fc00 0001fc00", new AsPath(List.of(sequence(64512, 130048))), 2, "64512 130048"),
                arguments(
                        "10 02 01 0000fc00 01 02 00000001 00000002",
                        new AsPath(List.of(sequence(64512), segment(AsSegment.Kind.SET, 1, 2))),
                        2,
                        "64512 {1 2}"),
                arguments(
                        "12 03 01 0000fc01 04 01 0000fc02 02 01 00000001",
                        new AsPath(List.of(
                                segment(AsSegment.Kind.CONFEDERATION_SEQUENCE, 64513),
                                segment(AsSegment.Kind.CONFEDERATION_SET, 64514),
                                sequence(1))),
                        1,
                        "(64513) [64514] 1"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void asPathsAreReadAndWritten(String hex, AsPath path, int length, String text) throws BgpException {
        var message = Hex.update(ORIGIN + "40 02" + hex + NEXT_HOP, "08 0a");
        var update = Update.reach(AddressFamily.INET, VIA, PathAttributes.of(Origin.IGP, path), TEN);
        assertEquals(update, Hex.decode(message, Hex.INTERNAL));
        assertEquals(message, Hex.encode(update, Hex.INTERNAL));
        assertEquals(length, path.length());
        assertEquals(text, path.toString());
    }

    @Test
    void originsAreReadAndWritten() throws BgpException {
        for (var origin : Origin.values()) {
            var message = Hex.update("40 01 01 0" + origin.ordinal() + AS_PATH + NEXT_HOP, "08 0a");
            var update = Update.reach(AddressFamily.INET, VIA, PathAttributes.of(origin, AsPath.EMPTY), TEN);
            assertEquals(update, Hex.decode(message, Hex.INTERNAL));
            assertEquals(message, Hex.encode(update, Hex.INTERNAL));
        }
    }

    @Test
    void longAttributesHaveALongLength() throws BgpException {
        var communities =
                new Communities(IntStream.range(0, 100).mapToObj(Community::new).toList());
        var update =
                Update.reach(AddressFamily.INET, VIA, PathAttributes.of(Origin.IGP, AsPath.EMPTY, communities), TEN);
        var message = Hex.encode(update, Hex.INTERNAL);
        assertEquals("d0080190" + "00000000" + "00000001", message.substring(74, 98));
        assertEquals(update, Hex.decode(message, Hex.INTERNAL));
    }

    @Test
    void unknownAttributesThatAreNotTransitiveAreLeftOut() throws BgpException {
        var message = Hex.update(ORIGIN + AS_PATH + NEXT_HOP + "80 ee 01 00", "08 0a");
        var update = Hex.decodeUpdate(message, Hex.INTERNAL);
        assertEquals(PathAttributes.of(Origin.IGP, AsPath.EMPTY), update.attributes());
        assertEquals(List.of(), update.faults());
    }

    @Test
    void whatIsForTheOwnAsIsLeftOutWhenItComesFromAnother() throws BgpException {
        var internal = "40 05 04 00000064 80 09 04 0a000001 80 0a 03 0a0000";
        var update = Hex.decodeUpdate(Hex.update(ORIGIN + AS_PATH + NEXT_HOP + internal, "08 0a"), Hex.EXTERNAL);
        assertEquals(Update.reach(AddressFamily.INET, VIA, PathAttributes.of(Origin.IGP, AsPath.EMPTY), TEN), update);
    }

    @Test
    void wideAsNumbersGoThroughNarrowSessions() throws BgpException {
        var path = new AsPath(List.of(sequence(64512, 130048)));
        var aggregator = new Aggregator(130048, IpAddress.parse("192.0.2.1"));
        var update = Update.reach(AddressFamily.INET, VIA, PathAttributes.of(Origin.IGP, path, aggregator), TEN);
        var message = Hex.update(
                ORIGIN + "40 02 06 02 02 fc00 5ba0" + NEXT_HOP + "c0 07 06 5ba0 c0000201"
                        + "c0 11 0a 02 02 0000fc00 0001fc00" + "c0 12 08 0001fc00 c0000201",
                "08 0a");
        assertEquals(message, Hex.encode(update, Hex.TWO_OCTETS));
        assertEquals(update, Hex.decode(message, Hex.TWO_OCTETS));
    }

    @Test
    void narrowSpeakersOnTheWayAreKept() throws BgpException {
        // 1 and 2 prepended themselves without knowing of AS4_PATH (RFC 6793 section 4.2.3).
        var longer = Hex.update(
                ORIGIN + "40 02 0a 02 04 0001 0002 fc00 5ba0" + NEXT_HOP + "c0 11 0a 02 02 0000fc00 0001fc00", "08 0a");
        assertEquals(
                "1 2 64512 130048",
                Hex.decodeUpdate(longer, Hex.TWO_OCTETS).attributes().asPath().toString());
        var shorter =
                Hex.update(ORIGIN + "40 02 04 02 01 5ba0" + NEXT_HOP + "c0 11 0a 02 02 0000fc00 0001fc00", "08 0a");
        assertEquals(
                "23456",
                Hex.decodeUpdate(shorter, Hex.TWO_OCTETS).attributes().asPath().toString());
        var oldAggregator = Hex.update(
                ORIGIN + "40 02 06 02 02 fc00 5ba0" + NEXT_HOP + "c0 07 06 0001 c0000201"
                        + "c0 11 0a 02 02 0000fc00 0001fc00 c0 12 08 0001fc00 c0000201",
                "08 0a");
        assertEquals(
                "64512 23456",
                Hex.decodeUpdate(oldAggregator, Hex.TWO_OCTETS)
                        .attributes()
                        .asPath()
                        .toString());
    }

    @Test
    void sameOctetsAreTheSameObject() throws BgpException {
        var cache = new AttributeCache(16);
        var one = Hex.buffer(Hex.update(ORIGIN + AS_PATH + NEXT_HOP, "08 0a"));
        var other = Hex.buffer(Hex.update(ORIGIN + AS_PATH + NEXT_HOP, "08 0b"));
        var first = (Update) MessageCodec.decode(one, Hex.INTERNAL, cache);
        var second = (Update) MessageCodec.decode(other, Hex.INTERNAL, cache);
        assertSame(first.attributes(), second.attributes());
        assertEquals(
                first.reach().getFirst().nextHop(), second.reach().getFirst().nextHop());
    }

    @Test
    void pathsArePrepended() {
        assertEquals("7", AsPath.EMPTY.prepend(7).toString());
        assertEquals("7 64512", new AsPath(List.of(sequence(64512))).prepend(7).toString());
        var full = new AsPath(List.of(sequence(LongStream.rangeClosed(1, 255).toArray())));
        assertEquals(2, full.prepend(7).segments().size());
        assertEquals(256, full.prepend(7).length());
        assertEquals(
                "7 {1 2}",
                new AsPath(List.of(segment(AsSegment.Kind.SET, 1, 2)))
                        .prepend(7)
                        .toString());
    }
}

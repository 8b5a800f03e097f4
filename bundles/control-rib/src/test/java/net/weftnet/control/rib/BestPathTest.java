package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.rib.Source.Kind;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision process, as a table: what the better path has, what the worse one has, and which rule says so. */
class BestPathTest {
    private static final AsPath VIA_7 = asPath(7L);

    /** Everything that decides, as each rule finds it when all rules before it do not decide. */
    private record Sample(Kind kind, String router, String peer, boolean stale, int pathId, PathAttribute... more) {
        Path path() {
            var source = new Source(peer, kind, Routes.ip(router), Routes.ip(peer), false, List.of());
            var route = PrefixNlri.ofVpn(RouteDistinguisher.parse("1:1"), IpPrefix.parse("10.0.0.0/8"), 3);
            var nextHop = BgpNextHop.of(Routes.ip("192.0.2.1"));
            return new Path(source, "", pathId, route, nextHop, 0, Routes.attributes("1", more), "bgp", stale);
        }
    }

    private static Sample with(PathAttribute... more) {
        return new Sample(Kind.INTERNAL, "192.0.2.5", "198.51.100.5", false, 0, more);
    }

    private static Sample of(Kind kind) {
        return new Sample(kind, "192.0.2.9", "198.51.100.9", false, 0);
    }

    private static AsPath asPath(Long... numbers) {
        return new AsPath(List.of(new AsSegment(AsSegment.Kind.SEQUENCE, List.of(numbers))));
    }

    private static ExtendedCommunities moved(boolean sticky, int times) {
        return new ExtendedCommunities(List.of(ExtendedCommunity.macMobility(sticky, times)));
    }

    static Stream<Arguments> decisions() {
        var plain = with();
        return Stream.of(
                Arguments.of(
                        Rule.LONG_STALENESS,
                        plain,
                        with(new LocalPreference(200), new Communities(List.of(Community.LLGR_STALE)))),
                Arguments.of(
                        Rule.LOCAL_PREFERENCE,
                        with(new LocalPreference(200), asPath(1L, 2L, 3L)),
                        with(new LocalPreference(199))),
                Arguments.of(Rule.STICKY, with(moved(true, 0)), with(moved(false, 9))),
                Arguments.of(Rule.MOBILITY, with(moved(false, 2), VIA_7), with(moved(false, 1))),
                Arguments.of(Rule.MOBILITY, with(moved(false, 1)), plain),
                Arguments.of(
                        Rule.FRESHNESS,
                        with(asPath(1L, 2L)),
                        new Sample(Kind.INTERNAL, "192.0.2.5", "198.51.100.5", true, 0)),
                Arguments.of(Rule.AS_PATH, with(VIA_7, Origin.INCOMPLETE), with(asPath(7L, 8L))),
                Arguments.of(
                        Rule.ORIGIN,
                        with(Origin.IGP, new MultiExitDiscriminator(9)),
                        with(Origin.EGP, new MultiExitDiscriminator(1))),
                Arguments.of(
                        Rule.MED,
                        with(VIA_7, new MultiExitDiscriminator(1)),
                        new Sample(
                                Kind.LOCAL,
                                "192.0.2.1",
                                "198.51.100.1",
                                false,
                                0,
                                VIA_7,
                                new MultiExitDiscriminator(2))),
                Arguments.of(Rule.LOCAL, of(Kind.LOCAL), of(Kind.AGENT)),
                Arguments.of(
                        Rule.AGENT, of(Kind.AGENT), new Sample(Kind.EXTERNAL, "192.0.2.1", "198.51.100.1", false, 0)),
                Arguments.of(Rule.EXTERNAL, of(Kind.EXTERNAL), plain),
                Arguments.of(
                        Rule.PATH_ID,
                        new Sample(Kind.INTERNAL, "192.0.2.9", "198.51.100.5", false, 1),
                        new Sample(Kind.INTERNAL, "192.0.2.5", "198.51.100.5", false, -1)),
                Arguments.of(Rule.ROUTER_ID, plain, new Sample(Kind.INTERNAL, "192.0.2.6", "198.51.100.1", false, 0)),
                Arguments.of(Rule.ROUTER_ID, with(new OriginatorId(Routes.ip("192.0.2.4"))), plain),
                Arguments.of(
                        Rule.CLUSTER_LIST,
                        new Sample(Kind.INTERNAL, "192.0.2.5", "198.51.100.9", false, 0),
                        with(new ClusterList(List.of(Routes.ip("192.0.2.99"))))),
                Arguments.of(
                        Rule.PEER_ADDRESS, plain, new Sample(Kind.INTERNAL, "192.0.2.5", "198.51.100.6", false, 0)));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void decides(Rule rule, Sample better, Sample worse) {
        var paths = List.of(worse.path(), better.path());
        var ranking = BestPath.rank(paths);
        assertEquals(better.path().attributes(), ranking.paths().getFirst().attributes());
        assertEquals(better.path().source(), ranking.paths().getFirst().source());
        assertEquals(rule, BestPath.decision(ranking.paths(), ranking.paths().getLast()));
        assertEquals(ranking, BestPath.rank(paths.reversed()));
        assertEquals(rule.compareTo(Rule.MED) > 0 ? 2 : 1, ranking.equal());
    }

    /** With AS 7 twice and AS 8 between, which one is best must not depend on who came first. */
    @Test
    void medOfOtherNeighboursDoesNotCount() {
        var seventh =
                named("198.51.100.7", asPath(7L), new MultiExitDiscriminator(1)).path();
        var eighth =
                named("198.51.100.6", asPath(8L), new MultiExitDiscriminator(5)).path();
        var beaten =
                named("198.51.100.5", asPath(7L), new MultiExitDiscriminator(2)).path();
        var paths = new ArrayList<>(List.of(seventh, eighth, beaten));
        var expected = new BestPath.Ranking(List.of(eighth, seventh, beaten), 2);
        for (int i = 0; i < 6; i++) {
            Collections.rotate(paths, 1);
            assertEquals(expected, BestPath.rank(paths));
        }
        assertEquals(Rule.MED, BestPath.decision(expected.paths(), beaten));
        assertEquals(Rule.PEER_ADDRESS, BestPath.decision(expected.paths(), seventh));
    }

    private static Sample named(String peer, PathAttribute... more) {
        return new Sample(Kind.EXTERNAL, "192.0.2.1", peer, false, 0, more);
    }

    @Test
    void theOrderPathsCameInDoesNotMatter() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var paths = new ArrayList<Path>();
            for (int i = 0; i < 6; i++) {
                paths.add(new Sample(
                                Kind.values()[random.nextInt(4)],
                                "192.0.2." + random.nextInt(3),
                                "198.51.100." + i,
                                random.nextInt(4) == 0,
                                0,
                                asPath((long) random.nextInt(3)),
                                new MultiExitDiscriminator(random.nextInt(3)))
                        .path());
            }
            var ranking = BestPath.rank(paths);
            Collections.shuffle(paths, random);
            assertEquals(ranking, BestPath.rank(paths), "seed " + seed);
        }
    }
}

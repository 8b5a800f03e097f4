package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.RoutePolicy;
import net.weftnet.control.rib.api.RoutePolicy.AnyOrAll;
import net.weftnet.control.rib.api.RoutePolicy.Decision;
import net.weftnet.control.rib.api.RoutePolicy.Family;
import net.weftnet.control.rib.api.RoutePolicy.Match;
import net.weftnet.control.rib.api.RoutePolicy.PrefixRange;
import net.weftnet.control.rib.api.RoutePolicy.SetChange;
import net.weftnet.control.rib.api.RoutePolicy.Term;
import net.weftnet.control.rib.api.RoutePolicy.Update;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What fits, what becomes of it, and which term decides. */
class PoliciesTest {
    private static final Nlri TEN = Routes.prefix("10.1.2.0/24");
    private static final Nlri SIX = Routes.prefix("fd00:1::/64");
    private static final Nlri TYPE5 = new EvpnNlri.IpPrefixRoute(
            0, 0, EthernetSegment.SINGLE_HOMED, 0, IpPrefix.parse("10.1.2.0/24"), Routes.ip("0.0.0.0"), 0);
    private static final Community ONE = Community.parse("64512:1");
    private static final Community TWO = Community.parse("64512:2");
    private static final ExtendedCommunity TARGET = ExtendedCommunity.of(Routes.target("1"));

    /** From an agent, with communities 64512:1 and target 1, AS path 65001 65002. */
    private static Path path() {
        var attributes = Routes.attributes(
                "1",
                new Communities(List.of(ONE)),
                new AsPath(List.of(new AsSegment(AsSegment.Kind.SEQUENCE, List.of(65001L, 65002L)))));
        return new Path(
                Source.ofAgent("compute1", Routes.ip("192.0.2.1")),
                "red",
                0,
                TestRouter.vpn("192.0.2.1:1", "10.1.2.0/24", 17),
                BgpNextHop.of(Routes.ip("192.0.2.1")),
                0,
                attributes,
                "interface",
                false);
    }

    private static Match match(
            Set<String> protocols, List<PrefixRange> prefixes, Set<Community> communities, boolean all) {
        return new Match(
                protocols,
                prefixes,
                new AnyOrAll<>(communities, all),
                Match.ALL.extendedCommunities(),
                Set.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Set.of());
    }

    private static Match match(
            Set<ExtendedCommunity> communities,
            Set<Long> path,
            OptionalLong preference,
            Optional<Family> family,
            Set<Integer> types) {
        return new Match(
                Set.of(),
                List.of(),
                Match.ALL.communities(),
                new AnyOrAll<>(communities, false),
                path,
                preference,
                family,
                types);
    }

    private static Match ranges(String prefix, int from, int to) {
        return Routes.inside(prefix, from, to);
    }

    static Stream<Arguments> conditions() {
        var none = OptionalLong.empty();
        var any = Optional.<Family>empty();
        return Stream.of(
                arguments("all", Match.ALL, TEN, true),
                arguments("all", Match.ALL, SIX, true),
                arguments("all, and not Ethernet VPN", Match.ALL, TYPE5, false),
                arguments("what an agent says", match(Set.of("interface"), List.of(), Set.of(), false), TEN, true),
                arguments("who says it", match(Set.of("static", "xmpp"), List.of(), Set.of(), false), TEN, true),
                arguments("who does not", match(Set.of("bgp"), List.of(), Set.of(), false), TEN, false),
                arguments("exact", ranges("10.1.2.0/24", 24, 24), TEN, true),
                arguments("exact", ranges("10.1.0.0/16", 16, 16), TEN, false),
                arguments("longer", ranges("10.1.0.0/16", 17, 32), TEN, true),
                arguments("longer", ranges("10.1.2.0/24", 25, 32), TEN, false),
                arguments("or longer", ranges("10.1.2.0/24", 24, 32), TEN, true),
                arguments("up to", ranges("10.0.0.0/8", 8, 23), TEN, false),
                arguments("another family", ranges("::/0", 0, 128), TEN, false),
                arguments("inside", ranges("::/0", 0, 128), SIX, true),
                arguments("one", match(Set.of(), List.of(), Set.of(ONE, TWO), false), TEN, true),
                arguments("both", match(Set.of(), List.of(), Set.of(ONE, TWO), true), TEN, false),
                arguments("other", match(Set.of(), List.of(), Set.of(TWO), false), TEN, false),
                arguments("target", match(Set.of(TARGET), Set.of(), none, any, Set.of()), TEN, true),
                arguments("AS", match(Set.of(), Set.of(7L, 65002L), none, any, Set.of()), TEN, true),
                arguments("AS", match(Set.of(), Set.of(7L), none, any, Set.of()), TEN, false),
                arguments("preference", match(Set.of(), Set.of(), OptionalLong.of(100), any, Set.of()), TEN, true),
                arguments("preference", match(Set.of(), Set.of(), OptionalLong.of(200), any, Set.of()), TEN, false),
                arguments("IPv4", match(Set.of(), Set.of(), none, Optional.of(Family.INET), Set.of()), SIX, false),
                arguments("IPv6", match(Set.of(), Set.of(), none, Optional.of(Family.INET6), Set.of()), SIX, true),
                arguments("EVPN", match(Set.of(), Set.of(), none, Optional.of(Family.EVPN), Set.of()), TYPE5, true),
                arguments("EVPN", match(Set.of(), Set.of(), none, Optional.of(Family.EVPN), Set.of()), TEN, false),
                arguments("type 5", match(Set.of(), Set.of(), none, any, Set.of(5)), TYPE5, true),
                arguments("type 2", match(Set.of(), Set.of(), none, any, Set.of(2)), TYPE5, false),
                arguments("type 5", match(Set.of(), Set.of(), none, any, Set.of(5)), TEN, false));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void routesFitOrNot(String what, Match match, Nlri destination, boolean fits) {
        var policy = new RoutePolicy("p", List.of(new Term(match, Update.NOTHING, Decision.REJECT)));
        assertEquals(fits, Policies.apply(List.of(policy), destination, path()).isEmpty(), what);
    }

    private static Update update(SetChange<Community> communities, OptionalLong preference) {
        return new Update(List.of(), communities, SetChange.none(), preference, OptionalLong.empty());
    }

    private static Update prefer(long preference) {
        return update(SetChange.none(), OptionalLong.of(preference));
    }

    private static Path applied(RoutePolicy... policies) {
        return Policies.apply(List.of(policies), TEN, path()).orElseThrow();
    }

    private static RoutePolicy policy(Term... terms) {
        return new RoutePolicy("p", List.of(terms));
    }

    @Test
    void attributesAreChanged() {
        var update = new Update(
                List.of(65010L, 65011L),
                new SetChange<>(Optional.empty(), List.of(ONE), List.of(TWO)),
                new SetChange<>(Optional.of(List.of()), List.of(), List.of(ExtendedCommunity.encapsulation(13))),
                OptionalLong.of(300),
                OptionalLong.of(7));
        var attributes =
                applied(policy(new Term(Match.ALL, update, Decision.ACCEPT))).attributes();
        assertEquals("65010 65011 65001 65002", attributes.asPath().toString());
        assertEquals(
                List.of(TWO), attributes.find(Communities.class).orElseThrow().values());
        assertEquals(List.of(ExtendedCommunity.encapsulation(13)), attributes.extendedCommunities());
        assertEquals(300, attributes.localPreference());
        assertEquals(7, attributes.multiExitDiscriminator());
    }

    @Test
    void theLastCommunityTakesTheAttributeWithIt() {
        var update = update(new SetChange<>(Optional.empty(), List.of(ONE), List.of()), OptionalLong.empty());
        assertEquals(
                Optional.empty(),
                applied(policy(new Term(Match.ALL, update, Decision.ACCEPT)))
                        .attributes()
                        .find(Communities.class));
    }

    @Test
    void theFirstTermThatDecidesDecides() {
        var reject = new Term(Match.ALL, Update.NOTHING, Decision.REJECT);
        var accept = new Term(Match.ALL, prefer(1), Decision.ACCEPT);
        var next = new Term(Match.ALL, prefer(2), Decision.NEXT_TERM);
        var leave = new Term(Match.ALL, prefer(3), Decision.NEXT_POLICY);
        assertEquals(1, applied(policy(next, accept, reject)).attributes().localPreference());
        assertEquals(
                2, applied(policy(leave, reject), policy(next)).attributes().localPreference());
        assertEquals(Optional.empty(), Policies.apply(List.of(policy(leave), policy(reject)), TEN, path()));
        assertEquals(path(), applied());
    }

    /** What a term has changed is what the next one looks at. */
    @Test
    void termsFollowOnEachOther() {
        var preferred = match(Set.of(), Set.of(), OptionalLong.of(300), Optional.empty(), Set.of());
        assertEquals(
                Optional.empty(),
                Policies.apply(
                        List.of(policy(
                                new Term(Match.ALL, prefer(300), Decision.NEXT_TERM),
                                new Term(preferred, Update.NOTHING, Decision.REJECT))),
                        TEN,
                        path()));
    }
}

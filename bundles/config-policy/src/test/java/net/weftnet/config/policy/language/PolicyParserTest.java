package net.weftnet.config.policy.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.config.policy.language.PolicyFile.Kind;
import net.weftnet.config.policy.language.Rule.Action;
import net.weftnet.config.policy.language.Rule.Direction;
import net.weftnet.config.policy.language.Rule.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyParserTest {

    @Test
    void readsWhatTheLanguageIsFor() {
        var result = PolicyParser.parse(
                """
                # Who may talk to the database
                project default-domain:demo

                policy web-to-db on [front, other-domain:shared:db]
                pass tcp virtual-network front any <> virtual-network db 5432 apply-service [fw]  # through the firewall
                deny any any any <> any any log
                """);
        assertEquals(List.of(), result.problems());
        var policy = result.file().policies().getFirst();
        assertEquals(Kind.NETWORK_POLICY, policy.kind());
        assertEquals("default-domain:demo:web-to-db", policy.name());
        assertEquals(Optional.of(List.of("default-domain:demo:front", "other-domain:shared:db")), policy.networks());
        var front = new Endpoint(List.of(new Address.Network("default-domain:demo:front")), List.of());
        var db = new Endpoint(
                List.of(new Address.Network("default-domain:demo:db")), List.of(new PortRange(5432, 5432)));
        var service = new Option.Value.Texts(List.of("default-domain:demo:fw"));
        var all = new Endpoint(List.of(new Address.Network("any")), List.of());
        assertEquals(
                List.of(
                        new Rule(
                                Optional.of(Action.PASS),
                                "tcp",
                                front,
                                Direction.BOTH,
                                db,
                                Map.of(Option.APPLY_SERVICE, service),
                                5),
                        new Rule(
                                Optional.of(Action.DENY),
                                "any",
                                all,
                                Direction.BOTH,
                                all,
                                Map.of(Option.LOG, new Option.Value.Set()),
                                6)),
                policy.rules());
    }

    @Test
    void theOwnSideOfASecurityGroupIsThePort() {
        var result = PolicyParser.parse(
                """
                security-group d:p:web
                pass tcp 0.0.0.0/0 any > local [80, 443, 8000-8100]
                """);
        assertEquals(List.of(), result.problems());
        var rule = result.file().policies().getFirst().rules().getFirst();
        assertEquals(
                List.of(new Address.SecurityGroup("local")), rule.destination().addresses());
        assertEquals(
                List.of(new PortRange(80, 80), new PortRange(443, 443), new PortRange(8000, 8100)),
                rule.destination().ports());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pass tcp any any <> any|24|expected ports (any, 80, 8000-8100, or several like [80, 443]), not the end of the line",
                "pass tpc any any <> any any|6|expected a protocol (any, tcp, udp, icmp, icmp6, sctp or a number from 0 to 255), not 'tpc'",
                "pas tcp any any <> any any|1|expected pass, deny or a protocol (any, tcp, udp, icmp, icmp6, sctp or a number from 0 to 255), not 'pas'",
                "pass 256 any any <> any any|6|expected a protocol (any, tcp, udp, icmp, icmp6, sctp or a number from 0 to 255), not '256'",
                "pass tcp any any < any any|18|a direction is '>' or '<>'",
                "pass tcp any any any any|18|expected '>' or '<>', not 'any'",
                "pass tcp any 80-70 <> any any|14|the last port is below the first one",
                "pass tcp any 70000 <> any any|14|ports are 0 to 65535",
                "pass tcp 10.0.0.1/8 any <> any any|10|10.0.0.1/8 has bits after its length; did you mean 10.0.0.0/8?",
                "pass tcp front any <> any any|10|expected an address (any, local, virtual-network NAME, security-group NAME, network-policy NAME, or a prefix like 10.1.0.0/16), not 'front'",
                "pass tcp any any <> any any aply-service [fw]|29|there is no option 'aply-service'; did you mean 'apply-service'?",
                "pass tcp any any <> any any log log|33|'log' is there twice",
                "pass tcp any any <> any any apply-service fw|43|expected '[', not 'fw'",
                "pass tcp any any <> any any apply-service [fw|46|expected ']', not the end of the line",
                "pass tcp any any <> any any id \"a|32|the text that begins here has no closing quote",
                "pass tcp any any <> any any mirror-to a (colour red)|42|there is no setting of a mirror 'colour'; there is: address, mac, port, routing-instance, encapsulation, juniper-header, next-hop, tunnel-address, tunnel-mac, tunnel-vni, nic-assisted, nic-vlan",
                "pass tcp virtual-network d::x any <> any any|26|'d::x' is no name: a part of it is empty",
                "policy q extra|10|expected the end of the line, not 'extra'",
                "policy p|8|the network-policy d:p:p is there twice",
                "project demo|9|a project is named DOMAIN:PROJECT, not 'demo'"
            })
    void saysWhereAndWhatIsWrong(String line, int column, String message) {
        var result = PolicyParser.parse("project d:p\npolicy p\n" + line + "\n");
        assertEquals(List.of(new Problem(3, column, message)), result.problems());
    }

    @Test
    void namesAreRelativeToAProject() {
        assertEquals(
                List.of(new Problem(
                        1,
                        8,
                        "'p' is relative to a project, and none was named; say it in full (domain:project:name), or begin"
                                + " with: project DOMAIN:PROJECT")),
                PolicyParser.parse("policy p").problems());
        assertEquals(
                List.of(new Problem(
                        1, 1, "expected project, policy or security-group: a rule belongs to a policy, not 'pass'")),
                PolicyParser.parse("pass tcp any any <> any any").problems());
    }

    @Test
    void findsAllProblemsAtOnceAndShowsThem() {
        var text = "policy d:p:a\npass tcp any any ? any any\npolicy d:p:b\n\tdeny any any any <> any any logg\n";
        var problems = PolicyParser.parse(text).problems();
        assertEquals(
                """
                p.policy:2:18: expected '>' or '<>', not '?'
                    pass tcp any any ? any any
                                     ^
                p.policy:4:30: there is no option 'logg'; did you mean 'log'?
                    \tdeny any any any <> any any logg
                    \t                            ^""",
                problems.stream().map(p -> p.in("p.policy", text)).collect(Collectors.joining("\n")));
    }

    @Property(tries = 2_000)
    void anyTextIsReadOrRefusedWithAPlace(@ForAll String text) {
        check(text);
    }

    @Property(tries = 5_000)
    void anyDamageToATextIsReadOrRefusedWithAPlace(@ForAll int place, @ForAll char letter, @ForAll boolean isInserted) {
        var text = new StringBuilder(SampleTexts.WHOLE);
        int at = Math.floorMod(place, text.length());
        if (isInserted) {
            text.insert(at, letter);
        } else {
            text.setCharAt(at, letter);
        }
        check(text.toString());
    }

    private static void check(String text) {
        var result = PolicyParser.parse(text);
        for (var problem : result.problems()) {
            assertTrue(problem.line() >= 1 && problem.column() >= 1, problem::toString);
            assertTrue(problem.in("file", text).contains(problem.message()), problem::toString);
        }
        var printed = PolicyPrinter.print(result.file());
        var again = PolicyParser.parse(printed);
        assertEquals(List.of(), again.problems(), printed);
        assertEquals(SampleTexts.withoutLines(result.file()), SampleTexts.withoutLines(again.file()), printed);
    }
}

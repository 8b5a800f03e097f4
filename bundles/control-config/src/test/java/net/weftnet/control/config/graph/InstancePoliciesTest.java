package net.weftnet.control.config.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.RoutingPolicy;
import net.weftnet.control.config.api.RoutingPolicy.PrefixRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routing policies and aggregates of an instance, as the graph has them. */
class InstancePoliciesTest {
    private static final Name FIRST = new Name("routing-policy", "d:p:first");
    private static final Name SECOND = new Name("routing-policy", "d:p:second");
    private static final Name AGGREGATE = new Name("route-aggregate", "d:p:sum");

    private static final String TERM =
            """
            <term>
              <term-match-condition>
                <protocol>static</protocol><protocol>xmpp</protocol>
                <prefix><prefix>10.1.0.0/16</prefix><prefix-type>longer</prefix-type></prefix>
                <community>64512:1</community><community-list>64512:2</community-list>
                <community-match-all>true</community-match-all>
                <extcommunity-list>target:64512:3</extcommunity-list>
                <family>inet-vpn</family><as-path>65001</as-path><local-pref>200</local-pref>
              </term-match-condition>
              <term-action-list>
                <update>
                  <as-path><expand><asn-list>65010</asn-list><asn-list>65011</asn-list></expand></as-path>
                  <community><add><community>64512:9</community></add>
                    <remove><community>64512:1</community></remove></community>
                  <extcommunity><set><community>target:64512:4</community></set></extcommunity>
                  <local-pref>300</local-pref><med>7</med>
                </update>
                <action>next</action><action-next-value>policy</action-next-value>
              </term-action-list>
            </term>
            """;

    private final GraphStore graph = new GraphStore();
    private final RoutingInstances instances = new RoutingInstances(graph);

    private List<RoutingInstanceChange> commit(GraphUpdate.Change... changes) {
        graph.apply(Demo.change(changes));
        return instances.update(graph.takeChanges());
    }

    private RoutingInstance instance() {
        return instances.find(Demo.INSTANCE.name()).orElseThrow();
    }

    private static XmlElement xml(String name, String content) {
        try {
            return XmlReader.read("<" + name + ">" + content + "</" + name + ">", XmlLimits.MESSAGE);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static GraphUpdate.Set entries(Name policy, String terms) {
        return new GraphUpdate.Set(
                new Fact.Property(policy, "routing-policy-entries"), xml("routing-policy-entries", terms));
    }

    private static GraphUpdate.Set use(Name policy, String sequence) {
        return new GraphUpdate.Set(
                new Fact.Link("routing-policy-routing-instance", policy, Demo.INSTANCE),
                xml("routing-policy-routing-instance", "<sequence>" + sequence + "</sequence>"));
    }

    private void start(GraphUpdate.Change... more) {
        graph.apply(Demo.whole(more));
        instances.update(graph.takeChanges());
    }

    private List<String> names() {
        return instance().policies().stream().map(RoutingPolicy::name).toList();
    }

    @Test
    void everyConditionAndActionIsRead() {
        start(entries(FIRST, TERM), use(FIRST, "1"));
        var term = instance().policies().getFirst().terms().getFirst();
        assertEquals(
                new RoutingPolicy.Match(
                        List.of("static", "xmpp"),
                        List.of(new PrefixRange(IpPrefix.parse("10.1.0.0/16"), 17, 32)),
                        List.of("64512:1", "64512:2"),
                        true,
                        List.of("target:64512:3"),
                        false,
                        "inet",
                        List.of(65001L),
                        OptionalLong.of(200),
                        List.of()),
                term.match());
        assertEquals(
                new RoutingPolicy.Action(
                        List.of(65010L, 65011L),
                        new RoutingPolicy.SetChange(Optional.empty(), List.of("64512:1"), List.of("64512:9")),
                        new RoutingPolicy.SetChange(Optional.of(List.of("target:64512:4")), List.of(), List.of()),
                        OptionalLong.of(300),
                        OptionalLong.of(7),
                        "next policy"),
                term.action());
    }

    @ParameterizedTest
    @CsvSource({
        "exact, '', 16, 16",
        "longer, '', 17, 32",
        "orlonger, '', 16, 32",
        "upto, /24, 16, 24",
        "prefix-length-range, /20-/28, 20, 28"
    })
    void prefixesAreComparedInSeveralWays(String type, String value, int from, int to) {
        var term = "<term><term-match-condition><route-filter><route-filter-properties><route>10.1.0.0/16</route>"
                + "<route-type>" + type + "</route-type><route-type-value>" + value + "</route-type-value>"
                + "</route-filter-properties></route-filter></term-match-condition></term>";
        start(entries(FIRST, term), use(FIRST, "1"));
        assertEquals(
                List.of(new PrefixRange(IpPrefix.parse("10.1.0.0/16"), from, to)),
                instance().policies().getFirst().terms().getFirst().match().prefixes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<term><term-match-condition><prefix-list/></term-match-condition></term>",
                "<term><term-match-condition><prefix><prefix>ten</prefix></prefix></term-match-condition></term>",
                "<term><term-match-condition><as-path>x</as-path></term-match-condition></term>",
                "<term><term-action-list><action>maybe</action></term-action-list></term>"
            })
    void aTermThatIsNotUnderstoodIsLeftOut(String term) {
        start(entries(FIRST, term + TERM), use(FIRST, "1"));
        assertEquals(1, instance().policies().getFirst().terms().size());
    }

    @Test
    void policiesComeInTheirOrderAndChange() {
        start(entries(FIRST, TERM), entries(SECOND, ""), use(FIRST, "10"), use(SECOND, "9.5"));
        assertEquals(List.of("d:p:second", "d:p:first"), names());
        assertEquals(1, commit(use(SECOND, "11")).size());
        assertEquals(List.of("d:p:first", "d:p:second"), names());
        assertEquals(1, commit(entries(SECOND, TERM)).size(), "the instance of a policy that has changed");
        assertEquals(1, commit(Demo.remove(use(FIRST, ""))).size());
        assertEquals(List.of("d:p:second"), names());
        commit(Demo.property(SECOND, "term-type", "network-device"));
        assertEquals(List.of(), names());
    }

    @Test
    void aggregatesAreThoseOfTheInstance() {
        var entries = new GraphUpdate.Set(
                new Fact.Property(AGGREGATE, "aggregate-route-entries"),
                xml("aggregate-route-entries", "<route>10.1.0.0/16</route><route>x</route>"));
        start(
                entries,
                Demo.property(AGGREGATE, "aggregate-route-nexthop", "10.1.1.9"),
                Demo.link("route-aggregate-routing-instance", AGGREGATE, Demo.INSTANCE));
        assertEquals(
                List.of(new RoutingInstance.Aggregate(IpPrefix.parse("10.1.0.0/16"), IpAddress.parse("10.1.1.9"))),
                instance().aggregates());
        var changes = new ArrayList<>(commit(Demo.property(AGGREGATE, "aggregate-route-nexthop", "10.1.1.8")));
        assertEquals(1, changes.size());
        commit(Demo.remove(Demo.link("route-aggregate-routing-instance", AGGREGATE, Demo.INSTANCE)));
        assertEquals(List.of(), instance().aggregates());
    }
}

package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.PREFIX;
import static net.weftnet.config.transformer.Scenario.network;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.weftnet.config.transformer.api.Explanations.Change;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why something compiled is as it is: the objects of the intent, and the commits. */
class ExplanationTest {
    private Scenario scenario;

    /** The revision that the scenario starts with. */
    private long start;

    @BeforeEach
    void open() throws Exception {
        scenario = new Scenario();
        start = scenario.derived().revision();
    }

    @AfterEach
    void close() throws Exception {
        scenario.close();
    }

    private List<String> causes(String list, String name, OptionalInt rule) {
        return scenario.derived().why(new Key(list, name), rule).orElseThrow().causes().stream()
                .map(cause -> cause.type() + ' ' + cause.fqName().replace(PREFIX, "") + " @"
                        + (cause.change().revision() - start))
                .sorted()
                .toList();
    }

    @Test
    void routingInstanceComesFromItsNetworkAndThoseThatItIsConnectedTo() throws Exception {
        scenario.commit(object("virtual-network", "c", ""));
        scenario.commit(policy("p", rule("one", "any", of("a"), "<>", of("b"), "'simple-action': 'pass'")));
        scenario.commit(network("a", "p"));
        scenario.commit(network("b", "p"));
        assertEquals(
                List.of(
                        "global-system-config default-global-system-config @0",
                        "network-policy p @2",
                        "virtual-network a @3",
                        "virtual-network b @4"),
                causes("routing-instance", PREFIX + "a:a", OptionalInt.empty()));
        // What it is now was made by the commit that let the other network agree.
        assertEquals(
                new Change(start + 4, true),
                scenario.derived()
                        .why(new Key("routing-instance", PREFIX + "a:a"), OptionalInt.empty())
                        .orElseThrow()
                        .change());
    }

    @Test
    void routeTargetComesFromAllThatAreConfiguredWithIt() throws Exception {
        var list = "'route-target-list': {'route-target': ['target:1:1']}";
        scenario.commit(object("virtual-network", "a", list));
        scenario.commit(object("virtual-network", "b", list));
        var causes = causes("route-target", "target:1:1", OptionalInt.empty());
        assertEquals(
                List.of("virtual-network a @1", "virtual-network b @2"),
                causes.stream().filter(cause -> cause.startsWith("virtual")).toList());
    }

    @Test
    void ruleOfAListComesFromThePolicyThatHasIt() throws Exception {
        scenario.commit(
                policy("p", rule("one", "tcp", of("a"), ">", of("any"), "'simple-action': 'pass'")),
                policy("q", rule("two", "udp", of("a"), ">", of("any"), "'simple-action': 'pass'")),
                network("a", "p", "q"));
        var name = PREFIX + "a:a";
        assertEquals(
                List.of("network-policy p @1", "virtual-network a @1"),
                causes("access-control-list", name, OptionalInt.of(1)));
        assertEquals(
                List.of("network-policy q @1", "virtual-network a @1"),
                causes("access-control-list", name, OptionalInt.of(2)));
        assertEquals(List.of("virtual-network a @1"), causes("access-control-list", name, OptionalInt.of(4)));
        assertEquals(Optional.empty(), scenario.derived().why(new Key("access-control-list", name), OptionalInt.of(5)));
    }

    @Test
    void whatWasThereBeforeIsNotExact() throws Exception {
        scenario.derived().recompute(scenario.store.datastore.snapshot());
        var why = scenario.derived()
                .why(
                        new Key("routing-instance", "default-domain:default-project:ip-fabric:ip-fabric"),
                        OptionalInt.empty())
                .orElseThrow();
        assertFalse(why.change().isExact());
    }

    @Test
    void nothingIsToldOfWhatIsNotThere() {
        assertEquals(
                Optional.empty(), scenario.derived().why(new Key("routing-instance", "none"), OptionalInt.empty()));
    }
}

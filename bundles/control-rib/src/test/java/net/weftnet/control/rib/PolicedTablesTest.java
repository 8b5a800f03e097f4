package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.DerivedRoute.Aggregate;
import net.weftnet.control.rib.api.DerivedRoute.StaticRoute;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RoutePolicy;
import net.weftnet.control.rib.api.RoutePolicy.Decision;
import net.weftnet.control.rib.api.RoutePolicy.SetChange;
import net.weftnet.control.rib.api.RoutePolicy.Term;
import net.weftnet.control.rib.api.RoutePolicy.Update;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies and aggregates that come, change and go while there are routes. */
class PolicedTablesTest {
    private static final String OWN = "10.1.1.1/32";
    private static final String OTHER = "10.1.1.2/32";
    private static final InstanceConfig RED = Routes.instance("red", "1", "1");

    private final RibTables tables = new RibTables();
    private final AgentState agent = new AgentState("compute1");
    private final AgentState observer = new AgentState("compute2");
    private final RecordingSink atObserver = new RecordingSink();

    @BeforeEach
    void routes() {
        connect(agent, "192.0.2.1", new RecordingSink());
        connect(observer, "192.0.2.2", atObserver);
        put(RED);
        put(Routes.instance("blue", "1 2", "2"));
        for (var prefix : List.of(OWN, OTHER)) {
            tables.agents().advertise(agent, "red", Routes.prefix(prefix), List.of(Routes.via("192.0.2.1", 17)));
        }
        flush();
    }

    private void connect(AgentState state, String address, RecordingSink sink) {
        tables.agents().add(state);
        tables.agents().connect(state, Routes.ip(address), sink);
        for (var instance : List.of("red", "blue")) {
            tables.agents().subscribe(state, instance, new AgentState.Subscription(1, true, false));
        }
    }

    private void put(InstanceConfig config) {
        tables.configure(List.of(new InstanceChange.Put(config)));
        flush();
    }

    private void flush() {
        while (tables.flush()) {}
    }

    private Set<String> known(String instance) {
        var known = new TreeSet<String>();
        atObserver.known.get(instance).keySet().forEach(destination -> known.add(destination.toString()));
        return known;
    }

    private long preference(String instance, String prefix) {
        return atObserver
                .known
                .get(instance)
                .get(Routes.prefix(prefix))
                .paths()
                .getFirst()
                .attributes()
                .localPreference();
    }

    private static RoutePolicy refuse(String prefix) {
        return new RoutePolicy(
                "refuse", List.of(new Term(Routes.inside(prefix, 32, 32), Update.NOTHING, Decision.REJECT)));
    }

    private static RoutePolicy prefer(String prefix, long preference) {
        var update = new Update(
                List.of(), SetChange.none(), SetChange.none(), OptionalLong.of(preference), OptionalLong.empty());
        return new RoutePolicy("prefer", List.of(new Term(Routes.inside(prefix, 32, 32), update, Decision.NEXT_TERM)));
    }

    @Test
    void whatAnInstanceRefusesIsNowhereAndComesBack() {
        put(RED.withPolicies(List.of(refuse(OWN))));
        assertEquals(Set.of(OTHER), known("red"));
        assertEquals(Set.of(OTHER), known("blue"));
        tables.agents().advertise(agent, "red", Routes.prefix(OWN), List.of(Routes.via("192.0.2.1", 18)));
        flush();
        assertEquals(Set.of(OTHER), known("red"));
        put(RED);
        assertEquals(Set.of(OWN, OTHER), known("red"));
        assertEquals(Set.of(OWN, OTHER), known("blue"));
    }

    @Test
    void whatIsImportedIsJudgedByWhoImportsIt() {
        var blue = Routes.instance("blue", "1 2", "2");
        put(blue.withPolicies(List.of(refuse(OWN), prefer(OTHER, 300))));
        assertEquals(Set.of(OWN, OTHER), known("red"));
        assertEquals(Set.of(OTHER), known("blue"));
        assertEquals(300, preference("blue", OTHER));
        assertEquals(100, preference("red", OTHER));
    }

    @Test
    void aChangedPolicyTouchesOnlyTheRoutesThatItChanges() {
        put(RED.withPolicies(List.of(prefer(OWN, 300))));
        assertEquals(300, preference("red", OWN));
        assertEquals(300, preference("blue", OWN), "others get what the policy has made of it");
        atObserver.log.clear();
        put(RED.withPolicies(List.of(prefer(OTHER, 200), prefer(OWN, 300))));
        assertEquals(List.of("+" + OTHER, "+" + OTHER), atObserver.log, "once in each instance");
    }

    @Test
    void derivedRoutesAreJudgedToo() {
        var route = new StaticRoute(IpPrefix.parse("10.9.9.9/32"), Routes.ip("10.1.1.1"), Set.of(), List.of());
        put(RED.withDerived(List.of(route)));
        assertEquals(Set.of(OWN, OTHER, "10.9.9.9/32"), known("red"));
        put(RED.withDerived(List.of(route)).withPolicies(List.of(refuse("10.9.9.9/32"))));
        assertEquals(Set.of(OWN, OTHER), known("red"));
        put(RED.withDerived(List.of(route)));
        assertEquals(Set.of(OWN, OTHER, "10.9.9.9/32"), known("red"));
    }

    @Test
    void anAggregateIsThereWhileAnythingIsInsideIt() {
        put(RED.withDerived(List.of(
                new Aggregate(IpPrefix.parse("10.1.0.0/16"), Routes.ip("10.1.1.2")),
                new Aggregate(IpPrefix.parse("10.0.0.0/8"), Routes.ip("10.1.1.2")),
                new Aggregate(IpPrefix.parse("10.2.0.0/16"), Routes.ip("10.1.1.2")))));
        assertEquals(Set.of(OWN, OTHER, "10.1.0.0/16", "10.0.0.0/8"), known("red"));
        assertEquals(known("red"), known("blue"));
        assertEquals(
                List.of("192.0.2.1 17"),
                Routes.hops(atObserver
                        .known
                        .get("red")
                        .get(Routes.prefix("10.0.0.0/8"))
                        .paths()));
        tables.agents().withdraw(agent, "red", Routes.prefix(OTHER));
        flush();
        assertEquals(Set.of(OWN), known("red"), "nothing leads there any more");
        put(RED.withDerived(List.of(new Aggregate(IpPrefix.parse("10.1.0.0/16"), Routes.ip("10.1.1.1")))));
        assertEquals(Set.of(OWN, "10.1.0.0/16"), known("red"));
        tables.agents().withdraw(agent, "red", Routes.prefix(OWN));
        flush();
        assertEquals(Set.of(), known("red"), "an aggregate does not hold itself");
    }
}

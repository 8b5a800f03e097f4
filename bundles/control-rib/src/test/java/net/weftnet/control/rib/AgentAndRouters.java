package net.weftnet.control.rib;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.junit.jupiter.api.BeforeEach;

/** An agent with one route, and the routers of BGP that a test connects to its tables. */
abstract class AgentAndRouters {
    static final Nlri AGENTS = TestRouter.vpn("192.0.2.1:7", "10.1.1.1/32", -1);
    static final Nlri ROUTE = TestRouter.vpn("64512:1", "10.2.0.0/16", 99);
    static final Nlri KEY = VpnNaming.key(ROUTE);
    final RibTables tables = new RibTables();
    final AgentState agent = new AgentState("compute1");
    final RecordingSink atAgent = new RecordingSink();

    @BeforeEach
    void anAgentWithARoute() {
        tables.agents().add(agent);
        tables.agents().connect(agent, Routes.ip("192.0.2.1"), atAgent);
        tables.configure(List.of(new InstanceChange.Put(Routes.instance("red", "1", "1"))));
        tables.agents().subscribe(agent, "red", new AgentState.Subscription(7, true, false));
        tables.agents().advertise(agent, "red", Routes.prefix("10.1.1.1/32"), List.of(Routes.via("192.0.2.1", 17)));
    }

    TestRouter router(String name) {
        var router = new TestRouter(tables, name);
        router.connect();
        flush();
        return router;
    }

    TestRouter asking(String name) {
        var router = router(name);
        router.want("1", true);
        flush();
        return router;
    }

    void flush() {
        while (tables.flush()) {}
    }

    Map<String, String> agentKnows() {
        var known = new TreeMap<String, String>();
        atAgent.known
                .getOrDefault("red", Map.of())
                .forEach((destination, reach) ->
                        known.put(destination.toString(), String.join(", ", Routes.hops(reach.paths()))));
        return known;
    }
}

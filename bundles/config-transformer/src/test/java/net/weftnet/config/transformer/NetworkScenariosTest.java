package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routing instances and route targets of networks. */
class NetworkScenariosTest {
    private Scenario scenario;

    @BeforeEach
    void open() throws Exception {
        scenario = new Scenario();
    }

    @AfterEach
    void checkAndClose() throws Exception {
        scenario.checkEqualsRecomputed();
        scenario.close();
    }

    @Test
    void networkHasARoutingInstanceWithItsTarget() throws Exception {
        scenario.commit(object("virtual-network", "a", ""));
        assertEquals(List.of("target:64512:8000004"), scenario.targets("a:a"));
        scenario.commit(delete("virtual-network", "a"));
        assertEquals(List.of(), scenario.names("route-target", "8000004"));
    }

    @Test
    void configuredTargets() throws Exception {
        scenario.commit(object(
                "virtual-network",
                "a",
                "'route-target-list': {'route-target': ['target:1:1']}, 'import-route-target-list': {'route-target':"
                        + " ['target:1:2', 'target:1:3']}, 'export-route-target-list': {'route-target':"
                        + " ['target:1:3', 'target:1:4', 'target:1:1']}"));
        assertEquals(
                List.of("target:1:1", "target:1:2 import", "target:1:3", "target:1:4 export", "target:64512:8000004"),
                scenario.targets("a:a"));
    }

    @Test
    void targetOfSeveralNetworksGoesWithTheLast() throws Exception {
        var list = "'route-target-list': {'route-target': ['target:1:1']}";
        scenario.commit(object("virtual-network", "a", list), object("virtual-network", "b", list));
        assertEquals(List.of("target:1:1"), scenario.names("route-target", "target:1:1"));
        scenario.commit(delete("virtual-network", "a"));
        assertEquals(List.of("target:1:1"), scenario.names("route-target", "target:1:1"));
        scenario.commit(delete("virtual-network", "b"));
        assertEquals(List.of(), scenario.names("route-target", "target:1:1"));
    }

    @Test
    void bgpvpn() throws Exception {
        scenario.commit(
                object("bgpvpn", "v", "'import-route-target-list': {'route-target': ['target:7:7']}"),
                object("virtual-network", "a", "'bgpvpn': ['~v']"));
        assertEquals(List.of("target:64512:8000004", "target:7:7 import"), scenario.targets("a:a"));
        scenario.commit(object("bgpvpn", "v", "'export-route-target-list': {'route-target': ['target:7:7']}"));
        assertEquals(List.of("target:64512:8000004", "target:7:7 export"), scenario.targets("a:a"));
    }

    @Test
    void autonomousSystemOfFourOctetsMovesTheTargets() throws Exception {
        scenario.commit(object("virtual-network", "a", ""));
        scenario.commit(TestStore.replace("/global-system-config/autonomous-system", "autonomous-system': 4200000000"));
        assertEquals(List.of("target:4200000000:8004"), scenario.targets("a:a"));
        assertEquals(List.of(), scenario.names("route-target", "64512"));
    }

    @Test
    void underlayHasTheInstanceOfTheBgpRouters() {
        var fabric = scenario.entry("routing-instance", "default-domain:default-project:ip-fabric:__default__");
        assertTrue(fabric.has("uuid"));
        assertTrue(!fabric.has("route-target"));
    }
}

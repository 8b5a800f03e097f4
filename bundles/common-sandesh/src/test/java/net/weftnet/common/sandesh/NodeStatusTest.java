package net.weftnet.common.sandesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.weftnet.common.runtime.api.Health.Condition;
import net.weftnet.common.runtime.api.Health.Level;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.LogMessage;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
    private static final GeneratorName GENERATOR = new GeneratorName("controller", "Controller", "weftnet", "0");

    @Test
    void tellsEachRoleInItsTable() {
        var since = Instant.ofEpochSecond(5);
        var uves = NodeStatus.of(
                GENERATOR,
                List.of(
                        new Condition("config", "commit log", Level.OK, "revision 4", since),
                        new Condition("control", "if-map", Level.DEGRADED, "refused", since),
                        new Condition("control", "xmpp", Level.OK, "2 peers", since)));
        assertEquals(Set.of("config", "control"), uves.keySet());
        assertEquals("ObjectConfigNode", uves.get("config").type().table());
        assertEquals("ObjectBgpRouter", uves.get("control").type().table());
        assertEquals("controller", uves.get("control").key());
        var control = uves.get("control").toString();
        assertTrue(control.contains("Non-Functional"), control);
        assertTrue(control.contains("if-map: refused"), control);
        assertFalse(uves.get("config").toString().contains("Non-Functional"));
    }

    @Test
    void logsChangesOfConditionsOnly() {
        var log = new ConditionLog(GENERATOR);
        var peer = new Condition("control", "bgp gw1", Level.OK, "established", Instant.ofEpochSecond(5));
        assertEquals(List.of(", OK"), told(log.since(List.of(peer))));
        assertEquals(List.of(), told(log.since(List.of(peer))));
        var down = new Condition("control", "bgp gw1", Level.FAILED, "hold timer expired", Instant.ofEpochSecond(9));
        var events = log.since(List.of(down));
        assertEquals(List.of("OK, FAILED"), told(events));
        assertEquals(
                net.weftnet.common.sandesh.api.Level.ERROR, events.getFirst().level());
        assertTrue(events.getFirst().isAboutObject());
        assertEquals(List.of("FAILED, "), told(log.since(List.of())));
    }

    private static List<String> told(List<LogMessage> events) {
        return events.stream()
                .map(event -> event.fields().get(3).value() + ", "
                        + event.fields().get(4).value())
                .toList();
    }
}

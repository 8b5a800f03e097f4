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
}

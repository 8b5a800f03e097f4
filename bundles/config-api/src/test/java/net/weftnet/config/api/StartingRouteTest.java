package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.weftnet.common.runtime.api.Health;
import org.junit.jupiter.api.Test;

class StartingRouteTest {

    private record Board(List<Condition> conditions) implements Health {
        @Override
        public Subject open(String role, String subject) {
            throw new UnsupportedOperationException();
        }
    }

    private static Health.Condition condition(String role, String subject, Health.Level level, String detail) {
        return new Health.Condition(role, subject, level, detail, Instant.EPOCH);
    }

    @Test
    void tellsWhatTheConfigurationWaitsFor() throws Exception {
        var route = new StartingRoute(new Board(List.of(
                condition("config", "cassandra", Health.Level.DEGRADED, "connecting to 192.0.2.1:9042"),
                condition("config", "redis", Health.Level.OK, "connected"),
                condition("control", "bgp", Health.Level.FAILED, "no router"))));
        assertTrue(route.isStandIn());
        var reply = route.handle(TestCall.of("GET /restconf/data", ""));
        assertEquals(503, reply.status());
        assertEquals("5", reply.headers().get("Retry-After"));
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        var body = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                body.contains("cassandra: connecting to 192.0.2.1:9042") && body.contains("ietf-restconf:errors"),
                body);
        assertFalse(body.contains("redis") || body.contains("bgp"), body);
    }
}

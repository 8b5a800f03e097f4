package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.Test;

class StartingRouteTest {

    @Test
    void thePortIsOpenAndTellsWhatItWaitsFor() throws Exception {
        var route = new StartingRoute(new SilentHealth());
        assertEquals(VncRoute.LISTENER, route.listener());
        assertEquals(VncRoute.PATH, route.path());
        assertTrue(route.isStandIn());
        assertEquals(Set.of(), route.roles());
        var reply = route.handle(TestCall.of("GET /", ""));
        assertEquals(503, reply.status());
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("The configuration is not there yet"));
    }
}

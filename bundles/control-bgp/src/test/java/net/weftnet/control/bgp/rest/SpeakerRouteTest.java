package net.weftnet.control.bgp.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpeakerRouteTest {
    private final SpeakerRoute route = new SpeakerRoute(new FixedSpeaker());

    @Test
    void tellsNeighbours() throws IOException {
        assertEquals(
                JsonParser.parseString(
                        """
                        [{"name": "gateway", "address": "192.0.2.9:179", "autonomous-system": 4200000000,
                          "state": "ESTABLISHED", "since": "2026-01-01T00:00:00Z", "families": ["inet-vpn"],
                          "received-routes": 1, "sent-routes": 2, "malformed-updates": 3, "last-close": "",
                          "identifier": "192.0.2.9", "hold-time": 9, "capabilities": ["add-path"],
                          "received-messages": {"update": 4}, "sent-messages": {"open": 1},
                          "sent-update-octets": 100, "lost-sessions": 0}]
                        """),
                JsonParser.parseString(get("/control/bgp/neighbors")));
    }

    @Test
    void tellsRoutesWithTheReasonWhyTheyAreNotTheBest() throws IOException {
        var routes = JsonParser.parseString(get("/control/bgp/routes/")).getAsJsonArray();
        assertEquals(2, routes.size());
        assertTrue(routes.get(0).getAsJsonObject().get("is-best").getAsBoolean());
        var second = routes.get(1).getAsJsonObject();
        assertEquals("AS path", second.get("reason").getAsString());
        assertEquals("target:1:2", second.get("communities").getAsString());
        assertEquals(16, second.get("label").getAsInt());
    }

    @Test
    void tellsWhatThereIs() throws IOException {
        assertTrue(get("/control/bgp").contains("\"/control/bgp/routes\""));
        assertEquals(404, route.handle(new Call("GET", "/control/bgp/nothing")).status());
        assertEquals(405, route.handle(new Call("POST", "/control/bgp/routes")).status());
        assertEquals(Set.of("admin"), route.roles());
    }

    private String get(String path) throws IOException {
        var reply = route.handle(new Call("GET", path));
        assertEquals(200, reply.status());
        var body = new ByteArrayOutputStream();
        reply.body().writeTo(body);
        return body.toString(StandardCharsets.UTF_8);
    }
}

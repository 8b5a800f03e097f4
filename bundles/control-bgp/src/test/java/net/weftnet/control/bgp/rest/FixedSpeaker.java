package net.weftnet.control.bgp.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.control.bgp.api.NeighborView;

/** A speaker with one neighbour that has a session, and two routes. */
final class FixedSpeaker implements BgpSpeaker {
    @Override
    public List<NeighborView> neighbors() {
        return List.of(new NeighborView(
                "gateway",
                "192.0.2.9:179",
                4_200_000_000L,
                "ESTABLISHED",
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of("inet-vpn"),
                1,
                2,
                3,
                "",
                Optional.of(new NeighborView.Session("192.0.2.9", 9, List.of("add-path"))),
                new NeighborView.Counters(Map.of("update", 4L), Map.of("open", 1L), 100, 0)));
    }

    @Override
    public List<BgpRouteView> routes() {
        return List.of(route(""), route("AS path"));
    }

    private static BgpRouteView route(String reason) {
        return new BgpRouteView(
                "bgp.l3vpn.0", "gateway", "1:1:10.0.0.0/8", 16, "192.0.2.9", "", 100, List.of("target:1:2"), reason);
    }

    @Override
    public boolean reset(String neighbor, String communication) {
        throw new UnsupportedOperationException();
    }
}

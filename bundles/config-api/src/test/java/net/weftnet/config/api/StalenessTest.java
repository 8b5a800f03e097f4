package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.http.api.HttpReply;
import org.junit.jupiter.api.Test;

/** Replies of a node that cannot see what others commit. */
class StalenessTest {
    private final TreeDatastore datastore = new TreeDatastore();

    @Test
    void marksNothingWhileTheLogIsInReach() {
        assertEquals(Map.of(), Staleness.marked(HttpReply.empty(204), datastore).headers());
    }

    @Test
    void tellsSinceWhenAndWhichRevision() {
        datastore.staleSince = Optional.of(Instant.parse("2026-02-03T04:05:06Z"));
        assertEquals(
                Map.of("Weft-Stale", "since=2026-02-03T04:05:06Z; revision=0"),
                Staleness.marked(HttpReply.empty(204), datastore).headers());
    }
}

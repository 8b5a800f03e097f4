package net.weftnet.control.xmpp.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent as it is now.
 *
 * @param address where its session, or the last one, comes from
 * @param since when it got into this state
 * @param configRoots the objects around which it wants configuration
 * @param configRevision the revision of the configuration it was sent last
 * @param rejected stanzas of it that were not valid
 * @param lastClose why its last session ended
 */
public record AgentView(
        String name,
        State state,
        String address,
        Instant since,
        List<String> configRoots,
        long configRevision,
        long rejected,
        Optional<String> lastClose) {

    /** What an agent can be. */
    public enum State {
        /** Its session is up. */
        UP,
        /** Its session is lost; its routes stay for a while. */
        STALE,
        /** Its session is lost, and its routes are gone. */
        GONE
    }

    public AgentView {
        configRoots = List.copyOf(configRoots);
    }
}

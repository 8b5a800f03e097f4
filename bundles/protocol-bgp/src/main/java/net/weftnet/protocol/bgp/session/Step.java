package net.weftnet.protocol.bgp.session;

import java.util.List;

/**
 * The answer of the state machine to an event.
 *
 * @param next the state it is in now
 * @param actions what to do, in this order
 */
public record Step(PeerState next, List<PeerAction> actions) {
    public Step {
        actions = List.copyOf(actions);
    }
}

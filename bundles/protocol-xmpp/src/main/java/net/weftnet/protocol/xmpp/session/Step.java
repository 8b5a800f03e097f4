package net.weftnet.protocol.xmpp.session;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer of a state machine to an event.
 *
 * @param next the state it is in now
 * @param actions what to do, in this order
 */
record Step(SessionState next, List<SessionAction> actions) {
    Step {
        actions = List.copyOf(actions);
    }

    Step(SessionState next, SessionAction... actions) {
        this(next, List.of(actions));
    }

    /** {@return this step with one more thing to do at its end} */
    Step and(SessionAction action) {
        var all = new ArrayList<>(actions);
        all.add(action);
        return new Step(next, all);
    }
}

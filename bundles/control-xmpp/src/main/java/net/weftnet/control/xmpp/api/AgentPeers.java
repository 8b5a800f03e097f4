package net.weftnet.control.xmpp.api;

import java.util.List;

/** Service: the agents. */
public interface AgentPeers {

    /** {@return every agent that has had a session since this control node was started, by name} */
    List<AgentView> agents();
}

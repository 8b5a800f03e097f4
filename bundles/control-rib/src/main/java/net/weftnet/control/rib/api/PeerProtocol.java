package net.weftnet.control.rib.api;

/** How the routes of a peer come in; of equal paths the one of the earlier protocol wins. */
public enum PeerProtocol {
    /** An agent. */
    XMPP,
    /** Another control node, or a gateway. */
    BGP
}

package net.weftnet.protocol.xmpp;

/**
 * Who sends a stanza to whom.
 *
 * @param from the sender
 * @param to the receiver; its resource tells routes ({@link Jid#BGP_PEER}) from configuration ({@link Jid#CONFIG})
 * @param id the stanza's id, empty for none; nobody answers to it
 */
public record Envelope(Jid from, Jid to, String id) {

    /** {@return the envelope of a stanza without id} */
    public static Envelope of(Jid from, Jid to) {
        return new Envelope(from, to, "");
    }

    /** {@return from an agent to a resource of its control node} */
    public static Envelope toControlNode(String agent, String resource, String id) {
        return new Envelope(Jid.ofBare(agent), new Jid(Jid.CONTROL_NODE, resource), id);
    }

    /** {@return from a control node to a resource of an agent} */
    public static Envelope toAgent(String agent, String resource) {
        return of(Jid.ofBare(Jid.CONTROL_NODE), new Jid(agent, resource));
    }
}

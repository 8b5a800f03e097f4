package net.weftnet.protocol.bgp.attribute;

/** What is done about a malformed UPDATE short of ending the session (RFC 7606 section 2), the mildest first. */
public enum FaultAction {
    /** The attribute is left out. */
    DISCARD_ATTRIBUTE,
    /** The destinations are withdrawn, as if the peer had said so. */
    TREAT_AS_WITHDRAW,
    /** The peer's routes of the family are dropped, and nothing more is accepted in it until the session ends. */
    DISABLE_FAMILY
}

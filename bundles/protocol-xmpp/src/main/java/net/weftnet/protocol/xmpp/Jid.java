package net.weftnet.protocol.xmpp;

/**
 * An XMPP address (RFC 7622): a bare name, and the resource that tells which service of that node is meant.
 *
 * <p>Agents use their host name as bare name, so nothing is checked but the separator.
 *
 * @param bare the name before the slash
 * @param resource the name after it, empty for none
 */
public record Jid(String bare, String resource) {
    /** The bare name of every control node. */
    public static final String CONTROL_NODE = "network-control@contrailsystems.com";

    /** Resource of the route exchange. */
    public static final String BGP_PEER = "bgp-peer";

    /** Resource of the configuration stream. */
    public static final String CONFIG = "config";

    /** Resource of requests about names. */
    public static final String DNS_PEER = "dns-peer";

    /** Resource of other requests. */
    public static final String OTHER_PEER = "other-peer";

    public Jid {
        if (bare.indexOf('/') >= 0) {
            throw new IllegalArgumentException("A bare XMPP address has no slash: '" + bare + "'");
        }
    }

    /** {@return the address without resource} */
    public static Jid ofBare(String bare) {
        return new Jid(bare, "");
    }

    /** Parses {@code bare} or {@code bare/resource}; any text is an address. */
    public static Jid parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? ofBare(text) : new Jid(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return resource.isEmpty() ? bare : bare + "/" + resource;
    }
}

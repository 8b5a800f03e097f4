package net.weftnet.protocol.xmpp;

/** One line of a {@link Stanza.RouteUpdate}. */
public sealed interface RouteItem {

    /** {@return the prefix, as text, that the route has within its table} */
    String id();

    /** The route exists, with these contents. */
    record Reach(String id, RouteEntry entry) implements RouteItem {}

    /** The route exists no more. */
    record Retract(String id) implements RouteItem {}
}

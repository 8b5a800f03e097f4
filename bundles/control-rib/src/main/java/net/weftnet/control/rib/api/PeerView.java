package net.weftnet.control.rib.api;

/**
 * A peer as it is now.
 *
 * @param connected whether a session is up
 * @param subscriptions how many instances it takes part in; 0 for routers
 * @param received how many routes it brought in
 * @param stale how many of them are stale
 * @param sent how many routes it has been told
 * @param waiting how many changes it has yet to be told
 */
public record PeerView(
        String name,
        PeerProtocol protocol,
        boolean connected,
        int subscriptions,
        int received,
        int stale,
        int sent,
        int waiting) {}

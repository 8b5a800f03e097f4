package net.weftnet.control.rib.api;

import net.weftnet.common.net.IpPrefix;

/** One thing a peer is told about a table. */
public sealed interface RouteChange {

    /** {@return the destination} */
    IpPrefix prefix();

    /** The destination is reached like this, whatever was said before. */
    record Reach(IpPrefix prefix, RouteAttributes attributes) implements RouteChange {}

    /** The destination is reached no more. */
    record Withdraw(IpPrefix prefix) implements RouteChange {}
}

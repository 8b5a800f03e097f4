package net.weftnet.protocol.bgp.nlri;

import net.weftnet.protocol.bgp.AddressFamily;

/** A destination, as one entry of an UPDATE names it. */
public sealed interface Nlri permits PrefixNlri, EvpnNlri, RouteTargetNlri, ErmVpnNlri {

    AddressFamily family();

    /** {@return the path identifier (RFC 7911), 0 when there is none} */
    int pathId();
}

package net.weftnet.compute.services.packet;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/** Between whom a packet travels. */
public record Endpoints(
        MacAddress sourceMac,
        MacAddress destinationMac,
        IpAddress source,
        IpAddress destination,
        int sourcePort,
        int destinationPort) {

    /** {@return the way back, from the virtual gateway} */
    public Endpoints reply() {
        return new Endpoints(MacAddress.VIRTUAL_GATEWAY, sourceMac, destination, source, destinationPort, sourcePort);
    }

    /** {@return the same, from another address} */
    public Endpoints from(IpAddress address) {
        return new Endpoints(sourceMac, destinationMac, address, destination, sourcePort, destinationPort);
    }

    /** {@return the same, to another address behind a MAC address} */
    public Endpoints to(MacAddress mac, IpAddress address, int port) {
        return new Endpoints(sourceMac, mac, source, address, sourcePort, port);
    }
}

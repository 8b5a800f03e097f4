package net.weftnet.compute.forwarding.linux;

import net.weftnet.common.net.MacAddress;

/**
 * A network device.
 *
 * @param index the kernel's number for it
 * @param mtu the longest packet it sends, without the Ethernet header
 * @param isVethIntoOtherNamespace whether it is one end of a veth whose other end is in another network namespace
 */
public record Device(int index, String name, MacAddress mac, int mtu, boolean isVethIntoOtherNamespace) {}

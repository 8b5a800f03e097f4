package net.weftnet.compute.forwarding.tables;

/**
 * The underlay device.
 *
 * @param ifIndex its index
 * @param mtu the longest packet it takes, outer headers included
 */
public record Fabric(int ifIndex, int mtu) {
    /** No underlay device is attached. */
    public static final Fabric NONE = new Fabric(0, 0);
}

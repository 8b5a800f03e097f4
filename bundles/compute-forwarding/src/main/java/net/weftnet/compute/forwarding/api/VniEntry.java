package net.weftnet.compute.forwarding.api;

/**
 * The id of a VXLAN network under which other nodes send frames to this node. It means nothing at other nodes.
 *
 * @param vni 1 to 16777215 (RFC 7348: 24 bits)
 * @param vrf whose bridge the frames are for, and whose routes if they are for the router
 */
public record VniEntry(int vni, int vrf) implements TableEntry {
    /** The highest id. */
    public static final int LAST = (1 << 24) - 1;

    public VniEntry {
        if (vni < 1 || vni > LAST) {
            throw new IllegalArgumentException("VNI is not in 1.." + LAST + ": " + vni);
        }
        Vrf.check(vrf);
    }

    @Override
    public TableKey.VniKey key() {
        return new TableKey.VniKey(vni);
    }
}

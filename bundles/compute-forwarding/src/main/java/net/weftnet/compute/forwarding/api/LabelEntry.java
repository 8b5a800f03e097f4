package net.weftnet.compute.forwarding.api;

/**
 * A label other nodes send packets to this node under.
 *
 * @param label 16 to 1048575 (RFC 3032: lower ones are reserved)
 * @param nextHopId where the packets go that come under it; 0 for frames
 * @param bridgeVrf whose bridge the frames are for that come under it; 0 for packets
 */
public record LabelEntry(int label, int nextHopId, int bridgeVrf) implements TableEntry {

    public LabelEntry {
        check(label);
        Vrf.check(bridgeVrf);
        if (nextHopId != 0 && bridgeVrf != 0) {
            throw new IllegalArgumentException("Label " + label + " is for packets or for frames, not for both");
        }
    }

    /** A label of packets. */
    public LabelEntry(int label, int nextHopId) {
        this(label, nextHopId, 0);
    }

    /** {@return a label of frames for the bridge of a VRF} */
    public static LabelEntry ofBridge(int label, int vrf) {
        return new LabelEntry(label, 0, vrf);
    }

    static void check(int label) {
        if (label < 16 || label > 0xfffff) {
            throw new IllegalArgumentException("MPLS label is not in 16..1048575: " + label);
        }
    }

    @Override
    public TableKey.LabelKey key() {
        return new TableKey.LabelKey(label);
    }
}

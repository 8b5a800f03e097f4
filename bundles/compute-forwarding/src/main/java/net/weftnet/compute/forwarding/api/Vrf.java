package net.weftnet.compute.forwarding.api;

/** The range of VRF numbers: 0 to 65535, as in vRouter. */
final class Vrf {
    private static final int MAX = 0xffff;

    private Vrf() {}

    static void check(int vrf) {
        if (vrf < 0 || vrf > MAX) {
            throw new IllegalArgumentException("VRF is not in 0.." + MAX + ": " + vrf);
        }
    }
}

package net.weftnet.compute.forwarding.api;

import java.nio.ByteBuffer;

/**
 * A packet that a workload sent to its node.
 *
 * @param ifIndex the interface it came by
 * @param vrf the VRF of the interface
 * @param frame from its Ethernet header on; read-only, and the receiver's to keep
 */
public record PuntedPacket(int ifIndex, int vrf, PuntReason reason, ByteBuffer frame) {}

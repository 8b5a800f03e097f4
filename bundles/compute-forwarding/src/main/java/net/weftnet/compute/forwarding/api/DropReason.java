package net.weftnet.compute.forwarding.api;

import java.util.Locale;

/**
 * Why a packet was dropped: the names and order of vRouter's drop statistics, so that its operators find what they
 * know. The ordinal is the code in the kernel. Reasons of functions this data plane does not have yet stay zero.
 */
public enum DropReason {
    INVALID,
    /** The next hop is {@link NextHop.Discard}. */
    DISCARD,
    /** The frame ends before the headers do. */
    PULL,
    /** Received on, or sent to, an interface that is not in the table. */
    INVALID_IF,
    /** An ARP packet that is not a request for an IPv4 address. */
    INVALID_ARP,
    TRAP_NO_IF,
    /** The VRF has no route to the destination. */
    NOWHERE_TO_GO,
    FLOW_QUEUE_LIMIT_EXCEEDED,
    FLOW_NO_MEMORY,
    FLOW_INVALID_PROTOCOL,
    FLOW_NAT_NO_RFLOW,
    FLOW_ACTION_DROP,
    FLOW_ACTION_INVALID,
    FLOW_UNUSABLE,
    FLOW_TABLE_FULL,
    /** Longer than the MTU of the underlay with its outer headers. */
    INTERFACE_TX_DISCARD,
    INTERFACE_DROP,
    DUPLICATED,
    /** There was no room for the outer headers. */
    PUSH,
    /** The time to live of the packet, or of its label, ran out here. */
    TTL_EXCEEDED,
    /** A route or label refers to a next hop that is not in the table. */
    INVALID_NH,
    /** No such label, or more than one in the stack. */
    INVALID_LABEL,
    /** Neither IP nor ARP. */
    INVALID_PROTOCOL,
    INTERFACE_RX_DISCARD,
    INVALID_MCAST_SOURCE,
    HEAD_ALLOC_FAIL,
    PCOW_FAIL,
    MCAST_DF_BIT,
    MCAST_CLONE_FAIL,
    NO_MEMORY,
    /** The frame's header could not be written. */
    REWRITE_FAIL,
    MISC,
    /** The IP header contradicts itself or the length of the frame. */
    INVALID_PACKET,
    CKSUM_ERR,
    NO_FMD,
    CLONED_ORIGINAL,
    INVALID_VNID,
    /** A fragment of an outer datagram: tunnels do not fragment. */
    FRAGMENTS,
    INVALID_SOURCE,
    L2_NO_ROUTE,
    FRAGMENT_QUEUE_FAIL,
    VLAN_FWD_TX,
    VLAN_FWD_ENQ,
    NEW_FLOWS,
    FLOW_EVICT,
    TRAP_ORIGINAL,
    LEAF_TO_LEAF,
    BMAC_ISID_MISMATCH,
    PKT_LOOP,
    NO_CRYPT_PATH,
    INVALID_HBS_PKT,
    NO_FRAG_ENTRY,
    ICMP_ERROR,
    CLONE_FAIL,
    INVALID_UNDERLAY_ECMP;

    /** {@return the name as {@code dropstats} shows it: {@code invalid_label}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

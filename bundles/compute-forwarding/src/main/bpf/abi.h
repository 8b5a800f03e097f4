/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The binary interface between the programs in the kernel and Java: what the tables hold.
 *
 * Java repeats these layouts in Abi.java; AbiTest compares both through the type information (BTF) of the compiled
 * object. The tables are pinned and outlive programs and JVM, so whoever changes a layout raises LAYOUT_VERSION:
 * a bundle refuses tables of another version instead of misreading them.
 *
 * Numbers are in host order, IP and MAC addresses as on the wire.
 */
#ifndef WEFTNET_ABI_H
#define WEFTNET_ABI_H

#include <linux/types.h>

#define LAYOUT_VERSION 1

/* Table sizes: vRouter's defaults or more. Only counters and settings take memory before they are used. */
#define MAX_INTERFACES 4352
#define MAX_NEXT_HOPS 524288
#define MAX_ROUTES 1048576
#define MAX_LABELS 65536

/* "node": one entry with what concerns the node as a whole. The version stays first in every layout. */
struct node {
    __u32 layout_version;
    __u32 fabric; /* index of the underlay device, 0 until it is attached */
    __u32 fabric_mtu;
};

/* "interfaces": by interface index. */
enum interface_kind {
    INTERFACE_WORKLOAD = 1,
    INTERFACE_FABRIC = 2,
};

struct interface {
    __u32 vif; /* the agent's number */
    __u32 vrf;
    enum interface_kind kind;
    __u32 peer_is_workload; /* a veth whose other end is in another namespace: packets can skip this end */
    __u8 mac[6];
    __u8 device[16]; /* name, ends with 0 */
    __u8 reserved[2];
};

/* "interface_counters": by interface index, one copy per CPU. */
struct counter {
    __u64 packets;
    __u64 bytes;
};

struct interface_counters {
    struct counter received;
    struct counter sent;
};

/* "routes": longest prefix match. The kernel compares prefix_length bits of what follows it. */
struct route_key {
    __u32 prefix_length; /* 32 bits of VRF + length of the IPv4 prefix */
    __u32 vrf;
    __be32 destination;
};

struct route {
    __u32 next_hop;
    __u32 label; /* of the other node; 0 if the next hop is no tunnel */
};

/* "labels": by MPLS label. */
struct label {
    __u32 next_hop;
};

/* "next_hops": by the agent's number. */
enum next_hop_kind {
    NEXT_HOP_DISCARD = 1,
    NEXT_HOP_INTERFACE = 2,
    NEXT_HOP_TUNNEL = 3,
};

enum encapsulation {
    ENCAPSULATION_NONE = 0,
    MPLS_OVER_UDP = 1,
    MPLS_OVER_GRE = 2,
};

struct next_hop {
    enum next_hop_kind kind;
    enum encapsulation encapsulation; /* tunnel */
    __u32 interface;                  /* interface: its index */
    __be32 source;                    /* tunnel: this node */
    __be32 destination;               /* tunnel: the other node */
    __u8 mac[6];                      /* interface: the workload's */
    __u8 reserved[2];
};

/* "drops": struct counter by reason, one copy per CPU. Names and order are those of vRouter's drop statistics. */
enum drop_reason {
    DROP_INVALID,
    DROP_DISCARD,
    DROP_PULL,
    DROP_INVALID_IF,
    DROP_INVALID_ARP,
    DROP_TRAP_NO_IF,
    DROP_NOWHERE_TO_GO,
    DROP_FLOW_QUEUE_LIMIT_EXCEEDED,
    DROP_FLOW_NO_MEMORY,
    DROP_FLOW_INVALID_PROTOCOL,
    DROP_FLOW_NAT_NO_RFLOW,
    DROP_FLOW_ACTION_DROP,
    DROP_FLOW_ACTION_INVALID,
    DROP_FLOW_UNUSABLE,
    DROP_FLOW_TABLE_FULL,
    DROP_INTERFACE_TX_DISCARD,
    DROP_INTERFACE_DROP,
    DROP_DUPLICATED,
    DROP_PUSH,
    DROP_TTL_EXCEEDED,
    DROP_INVALID_NH,
    DROP_INVALID_LABEL,
    DROP_INVALID_PROTOCOL,
    DROP_INTERFACE_RX_DISCARD,
    DROP_INVALID_MCAST_SOURCE,
    DROP_HEAD_ALLOC_FAIL,
    DROP_PCOW_FAIL,
    DROP_MCAST_DF_BIT,
    DROP_MCAST_CLONE_FAIL,
    DROP_NO_MEMORY,
    DROP_REWRITE_FAIL,
    DROP_MISC,
    DROP_INVALID_PACKET,
    DROP_CKSUM_ERR,
    DROP_NO_FMD,
    DROP_CLONED_ORIGINAL,
    DROP_INVALID_VNID,
    DROP_FRAGMENTS,
    DROP_INVALID_SOURCE,
    DROP_L2_NO_ROUTE,
    DROP_FRAGMENT_QUEUE_FAIL,
    DROP_VLAN_FWD_TX,
    DROP_VLAN_FWD_ENQ,
    DROP_NEW_FLOWS,
    DROP_FLOW_EVICT,
    DROP_TRAP_ORIGINAL,
    DROP_LEAF_TO_LEAF,
    DROP_BMAC_ISID_MISMATCH,
    DROP_PKT_LOOP,
    DROP_NO_CRYPT_PATH,
    DROP_INVALID_HBS_PKT,
    DROP_NO_FRAG_ENTRY,
    DROP_ICMP_ERROR,
    DROP_CLONE_FAIL,
    DROP_INVALID_UNDERLAY_ECMP,
    DROP_REASONS, /* how many there are */
};

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The binary interface between the programs in the kernel and Java: what the tables hold. Here are those of forwarding;
 * abi_flow.h has policies and flows, abi_trace.h traces and drops.
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

#define LAYOUT_VERSION 3

/* Table sizes: vRouter's defaults or more. Only counters and settings take memory before they are used. */
#define MAX_INTERFACES 4352
#define MAX_NEXT_HOPS 524288
#define MAX_ROUTES 1048576
#define MAX_LABELS 65536
#define MAX_VNIS 65536
#define MAX_BRIDGE_ROUTES 262144
#define MAX_NEIGHBOURS 262144
#define MAX_GROUP_LISTS 65536
#define MAX_POLICIES 65536
#define MAX_RULE_SETS 16384
#define MAX_RULES 1048576
#define MAX_RULE_CLASSES 4194304
#define MAX_RULE_CHUNKS 4194304
/* The flow table is the only big one that takes all its memory at once: about 150 octets an entry. */
#define MAX_FLOWS 262144
#define MAX_FRAGMENTED 8192

/* An address of either version; that of IPv4 is ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2), which no packet has of IPv6. */
struct address {
    __be32 words[4];
};

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

/* What a network does with the packets of its workloads. */
enum forwarding_mode {
    FORWARDING_ROUTE = 1,  /* by IP address, what is sent to the gateway */
    FORWARDING_BRIDGE = 2, /* by MAC address, all else */
};

struct interface {
    __u32 vif; /* the agent's number */
    __u32 vrf;
    enum interface_kind kind;
    __u32 peer_is_workload; /* a veth whose other end is in another namespace: packets can skip this end */
    __u32 policy;           /* what its flows are judged by; 0: nothing is judged and no flow is kept */
    enum forwarding_mode forwarding; /* a set of them; none: packets are routed */
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

/* "routes6": the same for IPv6. */
struct route6_key {
    __u32 prefix_length;
    __u32 vrf;
    struct address destination;
};

struct route {
    __u32 next_hop;
    __u32 label;   /* of the other node; 0 if the next hop is no tunnel */
    __u32 network; /* the virtual network the destination is in, as rules know it; 0: not known */
    __u32 groups;  /* the security groups of the destination: a list in "groups"; 0: none */
    __u32 length;  /* of the prefix, to compare with routes of other VRFs */
};

/* "groups": lists of numbers of security groups. */
#define MAX_GROUPS 16

struct group_list {
    __u32 count;
    __u32 ids[MAX_GROUPS];
};

/* "labels": by MPLS label. */
struct label {
    __u32 next_hop;
    __u32 bridge; /* under it come frames, not IP packets, for the bridge of this VRF; 0: packets for the next hop */
};

/* "vnis": by the id of a VXLAN network as other nodes send it to this one. */
struct vni {
    __u32 vrf;
};

/*
 * "bridge": by MAC address in a VRF. The broadcast address leads to all that want frames for many; no address (all
 * zero) to where frames to unknown addresses go.
 */
struct bridge_key {
    __u32 vrf;
    __u8 mac[6];
    __u8 reserved[2];
};

struct bridge_route {
    __u32 next_hop;
    __u32 label; /* of the other node: a VNI if the tunnel is VXLAN; 0 if the next hop is no tunnel */
};

/*
 * "neighbours": who answers for an IP address in a VRF whose workloads may speak to it directly. An address for many has
 * the broadcast address.
 */
struct neighbour_key {
    __u32 vrf;
    struct address address;
};

struct neighbour {
    __u8 mac[6];
    __u8 reserved[2];
};

/* "next_hops": by the agent's number. */
enum next_hop_kind {
    NEXT_HOP_DISCARD = 1,
    NEXT_HOP_INTERFACE = 2,
    NEXT_HOP_TUNNEL = 3,
    NEXT_HOP_ECMP = 4,      /* the rest is in "ecmp" under the same number */
    NEXT_HOP_MULTICAST = 5, /* the rest is in "multicast" under the same number */
    NEXT_HOP_FLOATING = 6,  /* an interface, for addresses that are in "floating" */
};

enum encapsulation {
    ENCAPSULATION_NONE = 0,
    MPLS_OVER_UDP = 1,
    MPLS_OVER_GRE = 2,
    VXLAN = 3,
};

struct next_hop {
    enum next_hop_kind kind;
    enum encapsulation encapsulation; /* tunnel */
    __u32 interface;                  /* interface: its index */
    __be32 source;                    /* tunnel: this node */
    __be32 destination;               /* tunnel: the other node */
    __u8 mac[6];                      /* interface: the workload's; VXLAN: the router's that packets are sent to */
    __u8 reserved[2];
};

/*
 * "ecmp": equal paths, by the number of their next hop. The flow's hash picks a bucket, and that a member. Java deals the
 * buckets out so that a member that comes or goes moves no flows between the others.
 */
#define MAX_ECMP 65536
#define ECMP_MEMBERS 16
#define ECMP_BUCKETS 64

struct ecmp_member {
    __u32 next_hop; /* an interface or a tunnel */
    __u32 label;
};

struct ecmp {
    __u32 count;
    struct ecmp_member members[ECMP_MEMBERS];
    __u8 buckets[ECMP_BUCKETS]; /* indexes of members */
};

/*
 * "floating": addresses that a workload has beside its own, by interface index. What others send to a floating address
 * goes to the fixed one; what the workload sends from that comes from the floating address, where the VRF of the latter
 * has a longer route than the port's. An alias is an address that is fixed and floating at once: nothing is translated.
 */
#define MAX_FLOATING 8

struct floating_address {
    struct address fixed;
    struct address outside;
    __u32 vrf;    /* of the floating address */
    __u32 policy; /* what flows of it are judged by */
};

struct floating {
    __u32 count;
    struct floating_address addresses[MAX_FLOATING];
};

/*
 * "multicast": who gets a copy, by the number of the next hop: interfaces of this node, and nodes behind tunnels.
 */
#define MAX_MULTICAST 65536
#define MAX_COPIES 256

struct copy {
    __u32 next_hop; /* an interface or a tunnel */
    __u32 label;
};

struct multicast {
    __u32 count;
    struct copy copies[MAX_COPIES];
};

#endif

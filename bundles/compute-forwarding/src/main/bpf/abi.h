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

/*
 * Policy. Every workload interface is a port with a policy: for each direction, seen from the workload, up to
 * MAX_STAGES rule sets. A new flow must be let through by each set; within a set the first rule that matches decides,
 * and no match is a refusal. See classifier.h.
 */
enum direction {
    FROM_WORKLOAD = 0,
    TO_WORKLOAD = 1,
};

#define MAX_STAGES 4

/* "policies": by a number that is never used for two different policies. */
struct policy {
    __u32 from_workload[MAX_STAGES]; /* numbers of rule sets, then 0 */
    __u32 to_workload[MAX_STAGES];
    __u32 check_source; /* whether the workload may send only from addresses that its VRF routes to it */
};

enum rule_set_kind {
    NETWORK_POLICY = 1,
    SECURITY_GROUPS = 2,
    FIREWALL_POLICY = 3,
};

/* What rules look at. "Local" is the end at the port, "remote" the other one, whichever began. */
enum dimension {
    REMOTE_ADDRESS,
    LOCAL_ADDRESS,
    PROTOCOL,
    REMOTE_PORT,
    LOCAL_PORT,
    ICMP_TYPE,
    REMOTE_NETWORK,
    REMOTE_GROUP,
    DIMENSIONS, /* how many there are */
};

/* "rule_sets": by number. */
struct rule_set {
    enum rule_set_kind kind;
    enum direction direction; /* of flows that it judges */
    __u32 rules;              /* how many */
    __u32 dimensions;         /* a bit for each dimension that any of its rules cares for */
    __u8 name[112];           /* for people, ends with 0 */
};

#define RULES_PER_CHUNK 256
#define WORDS_PER_CHUNK (RULES_PER_CHUNK / 64)
#define CHUNKS_PER_SET 64
#define MAX_RULES_PER_SET (RULES_PER_CHUNK * CHUNKS_PER_SET)

/*
 * "rule_classes": longest prefix match. All values of a dimension that the same rules match are a class: an address
 * belongs to the class of the longest prefix that any rule names. Values are in network order, shorter ones first.
 */
struct rule_class_key {
    __u32 prefix_length; /* 64 bits of set and dimension + length of the value's prefix */
    __u32 set;
    enum dimension dimension;
    __be32 value;
};

/* "rule_classes6": the same for addresses of IPv6, in the same dimensions. */
struct rule_class6_key {
    __u32 prefix_length;
    __u32 set;
    enum dimension dimension;
    struct address value;
};

struct rule_class {
    __u32 number; /* within the set, from 1 */
    __u32 reserved;
    __u64 chunks; /* a bit for each chunk of rules with any that matches */
};

/* "rule_chunks": which of 256 rules of a set match a class. Chunks without any are not there. */
struct rule_chunk_key {
    __u32 set;
    __u32 rule_class;
    __u32 chunk;
};

struct rule_chunk {
    __u64 words[WORDS_PER_CHUNK]; /* the lowest bit of the first word is the first rule */
};

enum rule_action {
    RULE_ALLOW = 1,
    RULE_DENY = 2,
};

/* "rules": what the classifier found, and the whole of it for people and for the next life of the agent. */
struct rule_key {
    __u32 set;
    __u32 index;
};

struct rule {
    enum rule_action action;
    __u32 number;   /* its counter in "rule_hits": the same for all rules of one id in sets of one name */
    __u32 redirect; /* VRF that packets from the workload are looked up in; 0: the port's own */
    __u32 log;
    __u32 family; /* 4 or 6; 0: both */
    struct address local;
    struct address remote;
    __u32 local_length; /* of the prefix: up to 32 or 128 */
    __u32 remote_length;
    __u32 network; /* of the remote end; 0: any */
    __u32 group;   /* of the remote end; 0: any */
    __u32 protocol; /* + 1; 0: any */
    __u32 local_ports;  /* first << 16 | last */
    __u32 remote_ports;
    __u32 icmp_type; /* + 1; 0: any */
    __u8 id[40];     /* for people, ends with 0 */
};

/* "rule_hits": flows that a rule decided about, by the rule's number, one copy per CPU. */

/*
 * "flows": what was decided, by port. One entry serves both directions: its ends are called after the port, not after
 * who sends. Of ICMP echo the local port is the identifier; the remote port of ICMP is type (that of the request) << 8
 * | code.
 */
struct flow_key {
    __u32 interface;
    struct address local;
    struct address remote;
    __be16 local_port;
    __be16 remote_port;
    __u32 protocol;
};

enum flow_action {
    FLOW_ALLOW = 1,
    FLOW_DROP = 2,
};

/* The bits of what TCP segments were seen, those of the workload; << 4 for those to it. */
enum tcp_seen {
    TCP_SEEN_SYN = 1,
    TCP_SEEN_ACK = 2,
    TCP_SEEN_FIN = 4,
    TCP_SEEN_RST = 8,
};

struct flow {
    __u64 started; /* ns of the monotonic clock */
    __u64 used;
    struct counter from_workload;
    struct counter to_workload;
    __u32 policy;   /* which it was judged by */
    __u32 redirect; /* as the rule said */
    __u32 rules[MAX_STAGES]; /* numbers of the rules that decided, in the order of the stages; 0: none matched */
    enum flow_action action;
    enum direction direction; /* of the packet that began */
    enum tcp_seen tcp;        /* a set of them */
    __u8 stages;              /* how many decided; a drop is the last one's */
    __u8 refused;             /* a bit for each direction that a beginning was refused in */
    __u8 log;
    __u8 floats;            /* the workload is known to the other end by another address: */
    struct address outside; /* the flow is under the policy of this one */
};

/* "fragmented": ports of datagrams whose first fragment passed a port. */
struct fragment_key {
    __u32 interface;
    __u32 id;
    __u32 protocol;
    struct address source;
    struct address destination;
};

struct fragment {
    __be16 local_port;
    __be16 remote_port;
};

/*
 * "trace": what became of a packet with TRACE_MARK, which only a test run can have; such a packet leaves no other mark:
 * it is not counted and makes no flow.
 */
#define TRACE_MARK 0x77656674
#define TRACE_STEPS 32
#define TRACE_ARGUMENTS 7

enum trace_kind {
    TRACE_RECEIVED = 1, /* interface, VRF, policy */
    TRACE_LABEL,        /* label, next hop */
    TRACE_KNOWN_FLOW,   /* interface, action, direction it began in */
    TRACE_RULE,         /* rule set, index of the rule or -1, direction */
    TRACE_JUDGED,       /* interface, action, direction, stages */
    TRACE_ROUTE,        /* VRF, next hop, label, words of the destination */
    TRACE_NEXT_HOP,     /* number */
    TRACE_DELIVERED,    /* interface */
    TRACE_SENT,         /* underlay interface */
    TRACE_ANSWERED,     /* interface: for the gateway */
    TRACE_DROPPED,      /* reason */
    TRACE_PUNTED,       /* interface, reason */
    TRACE_TRANSLATED,   /* whether it is the source, and as of a route the words of the address */
    TRACE_VNI,          /* VNI, VRF */
    TRACE_BRIDGE,       /* VRF << 16 | first two octets of the MAC address, the other four, next hop, label */
    TRACE_COPY,         /* next hop, label */
};

struct trace_step {
    enum trace_kind kind;
    __u32 arguments[TRACE_ARGUMENTS];
};

struct trace {
    __u32 count;
    struct trace_step steps[TRACE_STEPS];
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
